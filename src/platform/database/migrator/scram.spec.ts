import { isVerifierOf, scramVerifier } from './scram.js';

describe('SCRAM verifier', () => {
  it('is the one that RFC 7677 gives for its example', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    // RFC 7677 section 3: password "pencil", 4096 iterations; keys derived per RFC 5802 section 3
    expect(scramVerifier('pencil', salt, 4096)).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });

  it('knows its own password and no other', () => {
    const verifier = scramVerifier('s3cret');
    expect(isVerifierOf(verifier, 's3cret')).toBe(true);
    expect(isVerifierOf(verifier, 's3cret ')).toBe(false);
    expect(isVerifierOf(null, 's3cret')).toBe(false);
    expect(isVerifierOf('md5abcdef', 's3cret')).toBe(false);
  });
});
