// What the header of a thread gives up where it is narrow (three panes on a small screen): the customer's name comes first.

/** Keycaps go first. */
export const narrowLook = '@max-[36rem]/head:[&>span:has(kbd)]:hidden';
/** Then the words beside an icon; on a phone there is never room for them. */
export const narrowHidden = '@max-[32rem]/head:hidden max-tablet:hidden';
