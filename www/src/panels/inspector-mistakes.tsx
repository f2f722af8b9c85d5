import type { AidMistake } from '../core.ts';
import { words } from '../i18n.ts';

const text = words(
  {
    title: 'What the code that made it did wrong',
    proof: 'Proven: with this undone, the key opens the token.',
    mends: {
      key_padded_as_vendor_sample:
        'The key is filled as in the vendor’s Python sample, which is wrong below 17 bytes. Repeat the AppSecretKey until there are 32 bytes.',
      key_padded_with_zeros:
        'The key is filled with zeros; PHP does so and says nothing. Repeat the AppSecretKey until there are 32 bytes.',
      key_not_padded:
        'The key is not filled: this is AES-128 or AES-192. Repeat the AppSecretKey until there are 32 bytes.',
      key_not_trimmed:
        'The AppSecretKey has a line break, a blank, quotes or a byte order mark around it, where the token is made. Trim it.',
      url_safe_base64: 'Base64 of the URL alphabet, or without “=”. Take the standard alphabet with its padding.',
      hex: 'Hexadecimal digits. Encode the bytes themselves as Base64.',
      iv_missing: 'The IV is not in it. Put its 16 bytes in front of the ciphertext, new ones for each token.',
      iv_as_text:
        'The IV is in it as text. Put its bytes in front of the ciphertext, and encode both together as Base64.',
      ecb: 'Encrypted by ECB. Take CBC with a random IV.',
      openssl_salted:
        'The AppSecretKey was used as a password (“Salted__”). Give the library the key and the IV as bytes.',
      utf16: 'The plaintext or the AppSecretKey was encoded as UTF-16. Take UTF-8.',
      milliseconds: 'The timestamp is in milliseconds. Divide it by 1000 and drop the fraction.',
      trailing_bytes:
        'Something follows the plaintext or the token: a line break, blanks, zeros, or in GCM a padding. Leave it out.',
      padded_twice: 'Padded by hand, and by the library again. Leave out one.',
      other_mode: 'Encrypted by GCM for CBC, or the reverse. The mini-program plugin takes CBC only.',
      tag_before_ciphertext: 'The tag lies before the ciphertext. The order is IV, ciphertext, tag.',
    } satisfies Record<AidMistake, string>,
  },
  {
    title: '生成它的代码错在哪里',
    proof: '已经证实：撤销这一错误后，密钥就能打开令牌。',
    mends: {
      key_padded_as_vendor_sample:
        '密钥按官方 Python 示例填充，不足 17 字节时是错的。应循环填充到 32 字节。',
      key_padded_with_zeros: '密钥用零补足，PHP 会这样做，而且不提示。应循环填充到 32 字节。',
      key_not_padded: '密钥没有填充，用成了 AES-128 或 AES-192。应循环填充到 32 字节。',
      key_not_trimmed: '生成令牌时，AppSecretKey 前后带有换行、空格、引号或 BOM。请去掉。',
      url_safe_base64: '用了 URL 安全的 Base64，或者缺少“=”。应使用标准 Base64 并保留填充。',
      hex: '写成了十六进制。应直接对字节做 Base64。',
      iv_missing: '其中没有 IV。应把 16 字节的 IV 放在密文之前，每次随机生成。',
      iv_as_text: 'IV 以文本形式写入。应把 IV 的字节放在密文之前，一起做 Base64。',
      ecb: '用了 ECB 加密。应使用 CBC 和随机 IV。',
      openssl_salted: 'AppSecretKey 被当成了口令（“Salted__”）。应以字节形式传入密钥和 IV。',
      utf16: '明文或 AppSecretKey 用了 UTF-16 编码。应使用 UTF-8。',
      milliseconds: '时间戳用了毫秒。应除以 1000 并取整。',
      trailing_bytes: '明文或令牌之后有多余内容：换行、空格、零，或 GCM 下的填充。请去掉。',
      padded_twice: '手工填充之后，加密库又填充了一次。去掉其中一次。',
      other_mode: '应该用 CBC 却用了 GCM，或者相反。小程序插件只支持 CBC。',
      tag_before_ciphertext: 'tag 放在了密文之前。顺序应为 IV、密文、tag。',
    },
  },
);

/** The mistakes that explain a token, and how to mend each. */
export function Mistakes({ mistakes }: { mistakes: AidMistake[] }) {
  const t = text();
  return (
    <section class="mistakes" aria-labelledby="mistakes">
      <h3 id="mistakes">{t.title}</h3>
      <p class="quiet">{t.proof}</p>
      <ul>
        {mistakes.map((mistake) => (
          <li>
            <h4>
              <code>{mistake}</code>
            </h4>
            <p>{t.mends[mistake]}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
