// The refusal of a control call that names something that is not there.

export class NotThere extends Error {}
