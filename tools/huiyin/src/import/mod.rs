//! `huiyin import`: the rows of a CSV file become petitions, through the same HTTP API as the counter's.
//!
//! A row is named for ever by (source, external id), and intake keeps that name unique, so the command
//! can be stopped at any moment and run again. `Idempotency-Key` would not do: it is forgotten after 72 h.

mod columns;
mod progress;
mod register;
mod rejected;
mod row;
mod time;

use std::collections::BTreeMap;
use std::path::PathBuf;

use futures_util::StreamExt;
use serde::Serialize;

use crate::client::Api;
use crate::{Exit, Failure, Out};
use columns::Columns;
use register::Outcome;
use row::Rows;

/// More calls at once than this only queue at the service's single writer.
const CONCURRENCY_MAX: u16 = 64;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Columns are found by their headers (English or Chinese); those that mean nothing here \
are ignored. Fields for --map: external_id, subject, body, received_at, place, category, class, persons, name, \
id_number, phone, address, ignore. Times without a zone are Chinese time. Only the subject must be there."
)]
pub(crate) struct Options {
    /// The file: UTF-8 with or without byte order mark, first row headers.
    pub file: PathBuf,
    /// How the matters arrived: letter, visit, call, online, leader_reception, from_above, sweep, suggestion.
    #[arg(long)]
    pub channel: String,
    /// Read a column as a field; may be given several times.
    #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = columns::parse_mapping)]
    pub map: Vec<(String, columns::Field)>,
    /// Print the result as JSON, and no progress.
    #[arg(long)]
    pub json: bool,
    /// The permanent name of this source (default: the file's name without its ending).
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Calls at the same time.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=i64::from(CONCURRENCY_MAX)))]
    pub concurrency: u16,
    /// Where to write the rejected rows (default: <file>.rejected.csv in the current folder).
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// Exit with 3 when rows were rejected.
    #[arg(long)]
    pub strict: bool,
}

/// Intake takes no longer name; told before the first row rather than with each.
const SOURCE_CHARS_MAX: usize = 60;

/// What became of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    pub rows: u64,
    pub registered: u64,
    pub already: u64,
    pub rejected: u64,
}

pub(crate) async fn run(api: &Api, options: &Options, out: Out) -> Result<Exit, Failure> {
    let channel = channel(&options.channel)?;
    let source = source(options)?;
    let mut rows = Rows::open(&options.file)?;
    let columns = Columns::find(rows.headers()?, &options.map.iter().cloned().collect::<BTreeMap<_, _>>())?;
    let mut rejected = rejected::Rejected::at(rejected_path(options), out.lang);
    let bar = progress::Bar::new(rows.bytes(), out.watched() && !options.json);
    let mut counts = Counts::default();

    let petitions = rows.map(|row| {
        let row = row?;
        Ok((row.place, row.petition(&columns, &channel, &source)))
    });
    let mut outcomes = futures_util::stream::iter(petitions)
        .map(|petition: Result<_, Failure>| async move {
            let (place, petition) = petition?;
            let outcome = match petition {
                Ok(petition) => register::register(api, &petition, out.lang).await?,
                Err(reason) => Outcome::Rejected(out.lang.pick(reason.zh, reason.en).to_owned()),
            };
            Ok::<_, Failure>((place, outcome))
        })
        .buffer_unordered(usize::from(options.concurrency));

    while let Some(result) = outcomes.next().await {
        let (place, outcome) = match result {
            Ok(done) => done,
            Err(failure) => {
                bar.finish();
                rejected.finish()?;
                report(options, counts, &rejected, out);
                out.remark(
                    "导入中断；再次运行同一命令即可继续",
                    "stopped; run the same command again to go on",
                );
                return Err(failure);
            }
        };
        counts.rows += 1;
        match outcome {
            Outcome::Registered => counts.registered += 1,
            Outcome::Already => counts.already += 1,
            Outcome::Rejected(reason) => {
                counts.rejected += 1;
                rejected.add(place, &reason)?;
            }
        }
        bar.at(place.byte, counts, out.lang);
    }
    bar.finish();
    rejected.finish()?;
    report(options, counts, &rejected, out);
    Ok(if options.strict && counts.rejected > 0 { Exit::RowsRejected } else { Exit::Ok })
}

fn report(options: &Options, counts: Counts, rejected: &rejected::Rejected, out: Out) {
    if options.json {
        out.json(&counts);
        return;
    }
    let Counts { rows, registered, already, rejected: refused } = counts;
    out.say(
        format!("{rows} 行：新登记 {registered}，已在系统中 {already}，未通过 {refused}"),
        format!("{rows} rows: {registered} registered, {already} known already, {refused} rejected"),
    );
    if refused > 0 {
        let path = rejected.path().display().to_string();
        out.say(format!("未通过的行见 {path}"), format!("the rejected rows are in {path}"));
    }
}

fn channel(text: &str) -> Result<String, Failure> {
    match events::Channel::from_code(text) {
        Some(channel) => Ok(channel.as_str().to_owned()),
        None => {
            let known: Vec<_> = events::Channel::ALL.iter().map(|channel| channel.as_str()).collect();
            let known = known.join(", ");
            Err(Failure::new(
                Exit::Usage,
                format!("没有渠道 {text:?}；可用：{known}"),
                format!("there is no channel {text:?}; known are {known}"),
            ))
        }
    }
}

fn source(options: &Options) -> Result<String, Failure> {
    let named = options.source.clone().filter(|name| !name.trim().is_empty());
    let by_file = || options.file.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
    let fits = |name: &String| name.chars().count() <= SOURCE_CHARS_MAX;
    named.or_else(by_file).filter(fits).ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            format!("请用 --source 给来源起一个不超过 {SOURCE_CHARS_MAX} 字的名称"),
            format!("give the source a name of at most {SOURCE_CHARS_MAX} characters with --source"),
        )
    })
}

fn rejected_path(options: &Options) -> PathBuf {
    options.rejected.clone().unwrap_or_else(|| {
        let stem = options.file.file_stem().unwrap_or_default().to_string_lossy();
        PathBuf::from(format!("{stem}.rejected.csv"))
    })
}
