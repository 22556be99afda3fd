package gdpr

// Proof is what a person presents to show control of an address (Art. 12(6)):
// what a mail to it carried. The token stands in the mail's link, the code in
// its text.
type Proof struct {
	Case  ID
	Token Private
	Code  Private
}

// Strength is what a proof is worth.
type Strength int

// The strengths, weakest first.
const (
	Unproven Strength = iota
	ByLink            // the token alone: a program that follows links has it too
	ByCode            // the code, which only a reader of the mail has
)
