// The two ways to reach an Instagram account have hosts of their own; the token's family tells which one it is for.

/** Tokens of Instagram Login begin with IG (`IGAA…`), those of Facebook with EAA. */
export function hostOf(token: string): 'graph' | 'instagram' {
  return token.startsWith('IG') ? 'instagram' : 'graph';
}
