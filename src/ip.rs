//! IP addresses in text. The standard library's reader is exact but takes several kilobytes of
//! wasm; the tests hold this one to it.

/// Whether the text is an IP address of either version.
pub(crate) fn is_ip(text: &[u8]) -> bool {
    is_ipv4(text) || is_ipv6(text)
}

/// Whether the text is an IPv4 address: four numbers without leading zeros.
#[inline(never)]
pub(crate) fn is_ipv4(text: &[u8]) -> bool {
    let mut dots = 0_u32;
    // Of the number that is being read; `None` before its first digit.
    let mut value = None;
    for byte in text {
        value = match (byte, value) {
            (b'.', Some(_)) => {
                dots = dots.saturating_add(1);
                None
            }
            (b'0'..=b'9', None) => Some(u32::from(byte & 15)),
            // No zero before another digit, and at most 255: the next one cannot overflow.
            (b'0'..=b'9', Some(start @ 1..=255)) => Some(start * 10 + u32::from(byte & 15)),
            _ => return false,
        };
        if value > Some(255) {
            return false;
        }
    }
    dots == 3 && value.is_some()
}

/// Whether the text is an IPv6 address, without brackets and zone.
fn is_ipv6(mut rest: &[u8]) -> bool {
    let mut groups = 0_u32;
    let mut gap = false;
    if let [b':', b':', behind @ ..] = rest {
        gap = true;
        rest = behind;
    }
    while !rest.is_empty() {
        // The last 32 bits may be written as an IPv4 address.
        if is_ipv4(rest) {
            groups = groups.saturating_add(2);
            break;
        }
        groups = groups.saturating_add(1);
        let digits = rest.iter().position(|byte| !byte.is_ascii_hexdigit());
        let digits = digits.unwrap_or(rest.len());
        if !(1..=4).contains(&digits) {
            return false;
        }
        rest = match rest.get(digits..).unwrap_or_default() {
            [] => break,
            [b':', b':', behind @ ..] if !gap => {
                gap = true;
                behind
            }
            // A colon at the end, and a second gap, are no groups.
            [b':', behind @ ..] if !behind.is_empty() => behind,
            _ => return false,
        };
    }
    if gap { groups <= 7 } else { groups == 8 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::net::{Ipv4Addr, Ipv6Addr};
    use proptest::prelude::*;

    fn agrees(text: &str) {
        assert_eq!(
            is_ipv4(text.as_bytes()),
            text.parse::<Ipv4Addr>().is_ok(),
            "{text:?}"
        );
        assert_eq!(
            is_ipv6(text.as_bytes()),
            text.parse::<Ipv6Addr>().is_ok(),
            "{text:?}"
        );
    }

    #[test]
    fn the_edges_of_both_forms() {
        for text in [
            "",
            ":",
            "::",
            ":::",
            "1::",
            "::1",
            "1::1",
            "1::1::1",
            ":1",
            "1:",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7::",
            "::1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7::8",
            "::1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7:8::",
            "::ffff:1.2.3.4",
            "::1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "1:2:3:4:5::1.2.3.4",
            "1:2:3:4:5:6::1.2.3.4",
            "::1.2.3.4:1",
            "::01.2.3.4",
            "::256.1.1.1",
            "00000::",
            "::g",
            "::fffff",
            "FFFF::",
            "fe80::1%1",
            "[::1]",
            "1.2.3.4",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.",
            ".1.2.3",
            "1..2.3",
            "01.2.3.4",
            "0.0.0.0",
            "00.0.0.0",
            "256.1.1.1",
            "+1.2.3.4",
            "1.2.3.+4",
            "1.2.3.4 ",
            " 1.2.3.4",
            "1.2.3.0004",
            "１.2.3.4",
            "1.2.3.4:80",
            "-1.2.3.4",
        ] {
            agrees(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn any_text_reads_as_in_the_standard_library(
            text in "[0-9a-f:.]{0,20}|([0-9a-f]{0,5}:){0,9}([0-9a-f]{1,4}|[0-9.]{7,11})|([0-9]{1,3}\\.){3}[0-9]{1,3}",
        ) {
            agrees(&text);
        }

        #[test]
        fn any_address_is_one(v4: u32, v6: u128) {
            prop_assert!(is_ipv4(Ipv4Addr::from_bits(v4).to_string().as_bytes()));
            prop_assert!(is_ipv6(Ipv6Addr::from_bits(v6).to_string().as_bytes()));
        }
    }
}
