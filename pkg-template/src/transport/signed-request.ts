/** The vendor's name of the interface that checks a ticket. */
export type VerifyAction = 'DescribeCaptchaMiniResult' | 'DescribeCaptchaResult';

/** A whole HTTP request. The body carries the AppSecretKey, because the vendor asks for it. */
export interface SignedRequest {
  readonly url: string;
  readonly method: 'POST';
  /** `X-TC-Action` names the action, which is needed again to interpret the response. */
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}
