//! The secrets of an instance: made once, by the operating system's randomness, readable by its user only.

use std::path::Path;

use base64::Engine;
use ed25519_dalek::SigningKey;
use ids::Secrets;

use super::layout::write_whole;
use super::{Layout, SERVICES};
use crate::{Exit, Failure};

/// Creates what is missing and never replaces what is there: a new identity key would make every stored
/// identity unreadable.
pub(crate) fn create(layout: &Layout) -> Result<(), Failure> {
    create_in(&layout.secrets())
}

/// The same in any folder that is there.
pub(crate) fn create_in(folder: &Path) -> Result<(), Failure> {
    let random = Secrets::system().map_err(|error| {
        Failure::new(Exit::Local, "操作系统没有随机数", "the operating system has no randomness")
            .caused_by(error)
    })?;
    let hex_key = || hex(&random.bytes::<32>());
    let keep = |name: &str, make: &dyn Fn() -> String| {
        let path = folder.join(name);
        if path.exists() { Ok(()) } else { write_whole(&path, format!("{}\n", make()).as_bytes(), 0o600) }
    };
    keep("gateway.seed", &hex_key)?;
    write_public_key(folder)?;
    keep("identity.key", &hex_key)?;
    keep("blind-index.key", &hex_key)?;
    keep("webhook.secret", &|| {
        format!("whsec_{}", base64::engine::general_purpose::STANDARD.encode(random.bytes::<32>()))
    })?;
    keep("operator.token", &|| format!("hyop_{}", hex_key()))?;
    SERVICES.iter().try_for_each(|service| keep(&format!("nats-{service}.password"), &hex_key))
}

/// The public half follows from the seed, so it is written again at each start: the two cannot differ.
fn write_public_key(folder: &Path) -> Result<(), Failure> {
    let path = folder.join("gateway.seed");
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    let seed = unhex::<32>(text.trim()).ok_or_else(|| {
        Failure::new(
            Exit::Local,
            "secrets/gateway.seed 不是 64 位十六进制",
            "secrets/gateway.seed is not 64 hex digits",
        )
    })?;
    let public = SigningKey::from_bytes(&seed).verifying_key();
    write_whole(&folder.join("gateway.pub"), format!("{}\n", hex(public.as_bytes())).as_bytes(), 0o600)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn secrets_are_private_and_survive_a_second_preparation() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::at(folder.path().join("data")).unwrap();
        layout.create().unwrap();
        create(&layout).unwrap();
        let names = || {
            let mut names: Vec<_> =
                std::fs::read_dir(layout.secrets()).unwrap().map(|entry| entry.unwrap().path()).collect();
            names.sort();
            names
        };
        let before: Vec<_> = names().iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert_eq!(before.len(), 6 + SERVICES.len());
        create(&layout).unwrap();
        let after: Vec<_> = names().iter().map(|path| std::fs::read(path).unwrap()).collect();
        assert_eq!(before, after);
        for path in names() {
            let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
}
