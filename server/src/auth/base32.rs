//! Bytes as letters, five bits each.

/// Spells whole groups of five bytes; what is left over is not spelled.
pub(super) fn spelled(bytes: &[u8], alphabet: &[u8; 32]) -> String {
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (0..8).rev().map(move |place| (bits >> (place * 5)) & 31).collect::<Vec<_>>()
    };
    let values = bytes.chunks_exact(5).flat_map(group);
    values.filter_map(|value| alphabet.get(usize::try_from(value).ok()?).copied().map(char::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_rfc_4648() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        assert_eq!(spelled(b"fooba", alphabet), "MZXW6YTB");
        assert_eq!(spelled(b"foobafooba", alphabet), "MZXW6YTBMZXW6YTB");
    }
}
