//! The drill file: how fast business time runs. It stays over restarts, so that business time goes on;
//! a new rate takes over from the business instant that the old one had reached.

use clock::{DrillFile, RealClock};

use super::Layout;
use crate::{Exit, Failure};

pub(crate) fn set(layout: &Layout, rate: Option<f64>, real: &RealClock) -> Result<(), Failure> {
    let path = layout.drill_file();
    let now = real.now();
    let known = if path.exists() {
        let file =
            DrillFile::load(&path, |text| serde_json::from_str(text).map_err(|error| error.to_string()));
        Some(file.map_err(|error| {
            Failure::new(Exit::Local, "drill.json 无效", "drill.json makes no sense").caused_by(error)
        })?)
    } else {
        None
    };
    let file = match (known, rate) {
        // Never drilled, and not asked to.
        (None, None) => return Ok(()),
        (None, Some(rate)) => DrillFile { real_origin: now, business_origin: now, rate },
        (Some(known), rate) => {
            // A drill that is switched off goes on at the real pace: business time never runs backwards.
            let rate = rate.unwrap_or(1.0);
            if (known.rate - rate).abs() < f64::EPSILON {
                return Ok(());
            }
            DrillFile { real_origin: now, business_origin: known.business_at(now), rate }
        }
    };
    let text = serde_json::to_string(&file).unwrap_or_default();
    layout.write(&path, text.as_bytes(), 0o644)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(layout: &Layout) -> DrillFile {
        DrillFile::load(&layout.drill_file(), |text| Ok(serde_json::from_str(text).unwrap())).unwrap()
    }

    #[test]
    fn business_time_goes_on_over_restarts_and_changes_of_rate() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::at(folder.path().to_path_buf()).unwrap();
        let start = "2026-11-01T00:00:00Z".parse().unwrap();
        let (real, hand) = RealClock::manual(start);
        set(&layout, None, &real).unwrap();
        assert!(!layout.drill_file().exists());
        set(&layout, Some(1440.0), &real).unwrap();
        *hand.lock().unwrap() = "2026-11-01T00:02:00Z".parse().unwrap();
        set(&layout, Some(1440.0), &real).unwrap();
        assert_eq!(load(&layout).real_origin, start);
        set(&layout, None, &real).unwrap();
        let slowed = load(&layout);
        assert_eq!(slowed.business_origin, "2026-11-03T00:00:00Z".parse().unwrap());
        assert!((slowed.rate - 1.0).abs() < f64::EPSILON);
    }
}
