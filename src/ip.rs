//! IP addresses in text. The standard library's reader is exact but takes several kilobytes of
//! wasm; the tests hold this one to it.

/// Whether the text is an IPv4 address: four numbers without leading zeros.
pub(crate) fn is_ipv4(text: &str) -> bool {
    let mut parts = 0_u8;
    for part in text.split('.') {
        parts = parts.saturating_add(1);
        let digits = part.as_bytes();
        let leading_zero = digits.len() > 1 && digits.first() == Some(&b'0');
        let only_digits = digits.iter().all(u8::is_ascii_digit);
        if leading_zero || !only_digits || part.parse::<u8>().is_err() {
            return false;
        }
    }
    parts == 4
}

/// Whether the text is an IPv6 address, without brackets and zone.
pub(crate) fn is_ipv6(text: &str) -> bool {
    let mut groups = 0_u8;
    let mut gap = false;
    let mut rest = text;
    if let Some(behind) = rest.strip_prefix("::") {
        gap = true;
        rest = behind;
    }
    while !rest.is_empty() {
        // The last 32 bits may be written as an IPv4 address.
        if is_ipv4(rest) {
            groups = groups.saturating_add(2);
            break;
        }
        let (group, behind) = match rest.split_once(':') {
            Some((group, behind)) => (group, Some(behind)),
            None => (rest, None),
        };
        if !(1..=4).contains(&group.len()) || !group.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return false;
        }
        groups = groups.saturating_add(1);
        rest = match behind {
            None => "",
            Some("") => return false,
            Some(behind) => match behind.strip_prefix(':') {
                Some(_) if gap => return false,
                Some(behind) => {
                    gap = true;
                    behind
                }
                None => behind,
            },
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
        assert_eq!(is_ipv4(text), text.parse::<Ipv4Addr>().is_ok(), "{text:?}");
        assert_eq!(is_ipv6(text), text.parse::<Ipv6Addr>().is_ok(), "{text:?}");
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
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn any_text_reads_as_in_the_standard_library(
            text in "[0-9a-f:.]{0,20}|([0-9a-f]{0,5}:){0,9}([0-9a-f]{1,4}|[0-9.]{7,11})|([0-9]{1,3}\\.){3}[0-9]{1,3}",
        ) {
            agrees(&text);
        }

        #[test]
        fn any_address_is_one(v4: u32, v6: u128) {
            prop_assert!(is_ipv4(&Ipv4Addr::from_bits(v4).to_string()));
            prop_assert!(is_ipv6(&Ipv6Addr::from_bits(v6).to_string()));
        }
    }
}
