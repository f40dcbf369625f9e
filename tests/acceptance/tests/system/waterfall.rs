//! A trace as a picture: one bar for each span, times on the real clock, idle stretches cut out.

use std::fmt::Write as _;
use std::path::Path;

use crate::span_collector::SeenSpan;

const ROW: f64 = 22.0;
const LABELS: f64 = 470.0;
const BARS: f64 = 700.0;
const TOP: f64 = 64.0;
/// Longer stretches in which nothing happened are drawn as a cut of this width.
const IDLE_NS: u64 = 25_000_000;
const CUT: f64 = 26.0;

const COLOURS: [(&str, &str); 7] = [
    ("console", "#5b6b7d"),
    ("intake", "#1f6feb"),
    ("routing", "#8250df"),
    ("supervision", "#bc4c00"),
    ("alerts", "#cf222e"),
    ("ledger", "#1a7f37"),
    ("exchange", "#0a7ea4"),
];

/// Writes `target/trace/<name>.svg`.
pub(crate) fn draw(trace: &[SeenSpan], name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/trace");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.svg")), svg(trace)).unwrap();
}

fn svg(trace: &[SeenSpan]) -> String {
    let axis = Axis::of(trace);
    let mut rows = Vec::new();
    place(trace, "", 0, &mut rows);
    let height = TOP + ROW * rows.len() as f64 + 20.0;
    let width = LABELS + BARS + 110.0;
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' \
         font-family='Noto Sans, Noto Sans CJK SC, sans-serif' font-size='12'>\n\
         <rect width='100%' height='100%' fill='#ffffff'/>\n\
         <text x='12' y='22' font-size='15' font-weight='bold'>trace {}</text>\n",
        trace.first().map(|span| span.trace.as_str()).unwrap_or_default(),
    );
    let mut x = 12.0;
    for (service, colour) in COLOURS {
        if trace.iter().any(|span| span.service == service) {
            let _ = writeln!(out, "<rect x='{x}' y='34' width='12' height='12' fill='{colour}'/>");
            let _ = writeln!(out, "<text x='{}' y='45'>{service}</text>", x + 17.0);
            x += 40.0 + 7.5 * service.len() as f64;
        }
    }
    for (number, (at, idle_ns)) in axis.cuts.iter().enumerate() {
        // Neighbours stand at two heights, so that their words do not meet.
        let words_y = TOP - 10.0 - 12.0 * (number % 2) as f64;
        let _ = writeln!(
            out,
            "<rect x='{at}' y='{}' width='{CUT}' height='{}' fill='#f0f1f3'/>\
             <text x='{}' y='{}' font-size='10' fill='#57606a' text-anchor='middle'>{}</text>",
            TOP - 8.0,
            height - TOP - 4.0,
            at + CUT / 2.0,
            words_y,
            time(*idle_ns),
        );
    }
    for (row, (span, depth)) in rows.iter().enumerate() {
        let y = TOP + ROW * row as f64;
        let colour =
            COLOURS.iter().find(|(name, _)| *name == span.service).map_or("#000000", |found| found.1);
        let (from, to) = (axis.x(span.start_ns), axis.x(span.end_ns));
        let (label_x, text_y) = (12.0 + 13.0 * *depth as f64, y + 12.0);
        let _ = writeln!(
            out,
            "<text x='{label_x}' y='{text_y}'><tspan fill='{colour}' font-weight='bold'>{}</tspan> {}</text>\
             <rect x='{from}' y='{}' width='{}' height='12' rx='2' fill='{colour}'/>\
             <text x='{}' y='{text_y}' font-size='10' fill='#57606a'>{}</text>",
            span.service,
            escaped(&span.name),
            y + 2.0,
            (to - from).max(2.0),
            to.max(from + 2.0) + 5.0,
            time(span.end_ns.saturating_sub(span.start_ns)),
        );
    }
    out.push_str("</svg>\n");
    out
}

/// Depth first, children in the order in which they began.
fn place<'a>(trace: &'a [SeenSpan], parent: &str, depth: usize, rows: &mut Vec<(&'a SeenSpan, usize)>) {
    let mut children: Vec<&SeenSpan> = trace.iter().filter(|span| span.parent == parent).collect();
    children.sort_by_key(|span| span.start_ns);
    for child in children {
        rows.push((child, depth));
        place(trace, &child.id, depth + 1, rows);
    }
}

/// Where a moment lies, with idle stretches cut out.
struct Axis {
    /// Stretches in which something ran: from, to, where the first lies, and the scale.
    busy: Vec<(u64, u64, f64)>,
    per_ns: f64,
    cuts: Vec<(f64, u64)>,
}

impl Axis {
    fn of(trace: &[SeenSpan]) -> Self {
        let mut spans: Vec<(u64, u64)> = trace.iter().map(|span| (span.start_ns, span.end_ns)).collect();
        spans.sort_unstable();
        let mut merged: Vec<(u64, u64)> = Vec::new();
        for (from, to) in spans {
            match merged.last_mut() {
                Some(last) if from <= last.1 + IDLE_NS => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        let shown: u64 = merged.iter().map(|(from, to)| to - from).sum();
        let cut = CUT * merged.len().saturating_sub(1) as f64;
        let per_ns = (BARS - cut) / shown.max(1) as f64;
        let (mut x, mut busy, mut cuts) = (LABELS, Vec::new(), Vec::new());
        let mut before: Option<u64> = None;
        for (from, to) in merged {
            if let Some(before) = before {
                cuts.push((x, from - before));
                x += CUT;
            }
            busy.push((from, to, x));
            x += (to - from) as f64 * per_ns;
            before = Some(to);
        }
        Self { busy, per_ns, cuts }
    }

    fn x(&self, at: u64) -> f64 {
        let stretch = self.busy.iter().rev().find(|(from, _, _)| *from <= at);
        stretch.map_or(LABELS, |(from, to, x)| x + (at.min(*to) - from) as f64 * self.per_ns)
    }
}

fn time(ns: u64) -> String {
    match ns {
        0..1_000_000 => format!("{:.2} ms", ns as f64 / 1e6),
        1_000_000..1_000_000_000 => format!("{:.1} ms", ns as f64 / 1e6),
        _ => format!("{:.1} s", ns as f64 / 1e9),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
