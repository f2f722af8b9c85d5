//! Times calls with one fixed secret against calls with random ones, interleaved at random, and
//! compares the two by Welch's t-test (dudect: Reparaz, Balasch, Verbauwhede, 2017). |t| above 10 is
//! dudect's "definitely not constant time"; noise of a shared machine stays below about 5.

use dudect_bencher::ctbench::{BenchMetadata, BenchName, BenchOpts, run_benches_console};
use dudect_bencher::rand::RngExt;
use dudect_bencher::{BenchRng, Class, CtRunner};
use std::hint::black_box;
use tcaptcha::tc3::SigningKey;
use tcaptcha::{Aad, AidEncryptor, AppSecretKey, CaptchaAppId, ExpiresIn, Mode};

const FIXED: [u8; 32] = [0; 32];

fn samples() -> usize {
    let given = std::env::args().nth(1);
    given.map_or(20_000, |text| text.parse().expect("the number of samples"))
}

/// Secrets of both classes, made before anything is timed.
fn inputs(rng: &mut BenchRng) -> Vec<(Class, [u8; 32])> {
    (0..samples())
        .map(|_| {
            let random: [u8; 32] = rng.random();
            match rng.random::<bool>() {
                true => (Class::Left, FIXED),
                false => (Class::Right, random),
            }
        })
        .collect()
}

fn encryptor(secret: &[u8; 32], mode: Mode) -> AidEncryptor {
    AidEncryptor::new(
        CaptchaAppId::parse("123456789").expect("digits"),
        &AppSecretKey::new(secret).expect("32 bytes"),
        ExpiresIn::MAX,
        mode,
        Aad::default(),
    )
}

/// Key schedule and one token.
fn one_shot(runner: &mut CtRunner, rng: &mut BenchRng, mode: Mode) {
    for (class, secret) in inputs(rng) {
        runner.run_one(class, || {
            let encryptor = encryptor(black_box(&secret), mode);
            black_box(encryptor.encrypt(1_710_144_972, &[7; 16][..mode.iv_len()]))
        });
    }
}

fn cbc_one_shot(runner: &mut CtRunner, rng: &mut BenchRng) {
    one_shot(runner, rng, Mode::Cbc);
}

fn gcm_one_shot(runner: &mut CtRunner, rng: &mut BenchRng) {
    one_shot(runner, rng, Mode::Gcm);
}

/// A token by a kept encryptor.
fn cbc_kept(runner: &mut CtRunner, rng: &mut BenchRng) {
    for (class, secret) in inputs(rng) {
        let encryptor = encryptor(&secret, Mode::Cbc);
        runner.run_one(class, || {
            black_box(black_box(&encryptor).encrypt(1_710_144_972, &[7; 16]))
        });
    }
}

/// The day's signing key from the SecretKey.
fn tc3_derive(runner: &mut CtRunner, rng: &mut BenchRng) {
    for (class, secret) in inputs(rng) {
        let text: String = secret.iter().map(|byte| char::from(b'0' + byte % 64)).collect();
        runner.run_one(class, || {
            black_box(SigningKey::derive(black_box(&text), "2026-01-01", "captcha"))
        });
    }
}

/// What leaks must be seen to leak: a comparison that stops at the first difference.
fn control_early_exit(runner: &mut CtRunner, rng: &mut BenchRng) {
    for (class, secret) in inputs(rng) {
        let (mine, theirs) = (FIXED.repeat(64), secret.repeat(64));
        runner.run_one(class, || {
            let pairs = black_box(&mine).iter().zip(black_box(&theirs));
            black_box(pairs.take_while(|(one, other)| black_box(one == other)).count())
        });
    }
}

fn main() -> std::io::Result<()> {
    let bench = |name, benchfn| BenchMetadata {
        name: BenchName(name),
        seed: Some(1),
        benchfn,
    };
    run_benches_console(
        BenchOpts {
            continuous: false,
            filter: None,
            file_out: None,
        },
        vec![
            bench("cbc_one_shot", cbc_one_shot),
            bench("gcm_one_shot", gcm_one_shot),
            bench("cbc_kept", cbc_kept),
            bench("tc3_derive", tc3_derive),
            bench("control_early_exit", control_early_exit),
        ],
    )
}
