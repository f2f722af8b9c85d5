//! Decimal digits coming in; going out they are `itoa`'s.

use crate::MAX_SAFE_INTEGER;

/// Decimal digits to a safe integer; `None` for an empty text, other characters and overflow.
pub(crate) fn parse_digits(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits
        .iter()
        .try_fold(0_u64, |sum, digit| {
            let value = digit.wrapping_sub(b'0');
            (value < 10)
                .then(|| sum.checked_mul(10)?.checked_add(u64::from(value)))
                .flatten()
        })
        .filter(|value| *value <= MAX_SAFE_INTEGER)
}

/// Three numbers and nothing else between two separators, each with its digits as they were written.
#[inline(never)]
pub(crate) fn three_numbers(text: &[u8], separator: u8) -> Option<[(&[u8], u64); 3]> {
    let mut numbers: [(&[u8], u64); 3] = Default::default();
    let mut parts = text.split(|byte| *byte == separator);
    for number in &mut numbers {
        let digits = parts.next()?;
        *number = (digits, parse_digits(digits)?);
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_numbers_and_nothing_else() {
        let read = |text: &str| {
            three_numbers(text.as_bytes(), b'&').map(|numbers| numbers.map(|(_, number)| number))
        };
        assert_eq!(read("1&22&333"), Some([1, 22, 333]));
        for text in [
            "", "1", "1&2", "1&2&", "&2&3", "1&2&3&", "1&2&3&4", "1&x&3", "1_2_3",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        let [(digits, number), ..] = three_numbers(b"007_1_2", b'_').unwrap();
        assert_eq!((digits, number), (&b"007"[..], 7));
    }
}
