//! One token natively: this crate against the `openssl` crate, key kept by both.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use openssl::base64::encode_block;
use openssl::cipher::Cipher;
use openssl::cipher_ctx::CipherCtx;
use std::hint::black_box;
use std::time::{SystemTime, UNIX_EPOCH};
use tcaptcha::{Aad, AidEncryptor, AppSecretKey, CaptchaAppId, ExpiresIn, Mode};

const APP_ID: &str = "123456789";
const SECRET: &[u8] = b"1234567891011121314151516";
const EXPIRES: u64 = 3600;

fn now_seconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// Drawn outside of what is measured: the source of randomness is the caller's on both sides.
fn fresh_iv() -> [u8; 16] {
    let mut iv = [0; 16];
    openssl::rand::rand_bytes(&mut iv).unwrap();
    iv
}

fn own() -> impl FnMut([u8; 16]) -> String {
    let encryptor = AidEncryptor::new(
        CaptchaAppId::parse(APP_ID).unwrap(),
        &AppSecretKey::new(SECRET).unwrap(),
        ExpiresIn::from_seconds(EXPIRES).unwrap(),
        Mode::Cbc,
        Aad::default(),
    );
    move |iv| encryptor.encrypt(now_seconds(), &iv).unwrap()
}

/// The context and its key schedule kept, the buffer sized once.
fn with_openssl() -> impl FnMut([u8; 16]) -> String {
    let key: Vec<u8> = SECRET.iter().copied().cycle().take(32).collect();
    let mut context = CipherCtx::new().unwrap();
    context
        .encrypt_init(Some(Cipher::aes_256_cbc()), Some(&key), None)
        .unwrap();
    move |iv| {
        let text = format!("{APP_ID}&{}&{EXPIRES}", now_seconds());
        let mut raw = Vec::with_capacity(80);
        raw.extend_from_slice(&iv);
        context.encrypt_init(None, None, Some(&iv)).unwrap();
        context
            .cipher_update_vec(text.as_bytes(), &mut raw)
            .unwrap();
        context.cipher_final_vec(&mut raw).unwrap();
        encode_block(&raw)
    }
}

fn encrypt(criterion: &mut Criterion) {
    let (mut ours, mut theirs) = (own(), with_openssl());
    assert_eq!(ours([7; 16]), theirs([7; 16]), "both do the whole job");
    let mut group = criterion.benchmark_group("encrypt");
    group.bench_function("tcaptcha", |bencher| {
        bencher.iter_batched(fresh_iv, |iv| ours(black_box(iv)), BatchSize::SmallInput);
    });
    group.bench_function("openssl", |bencher| {
        bencher.iter_batched(fresh_iv, |iv| theirs(black_box(iv)), BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, encrypt);
criterion_main!(benches);
