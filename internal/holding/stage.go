package holding

// Stage is where an agreement is in its life.
type Stage string

// The stages (promise T6). A deleted agreement is none any more.
const (
	Offered Stage = "offered"
	Active  Stage = "active"
	Ended   Stage = "ended"  // its retention runs
	Agreed  Stage = "agreed" // its deletion is agreed with the customer, or follows from the data processing agreement
)

// Step is what moves an agreement on.
type Step string

// The steps.
const (
	Offer  Step = "offer"
	Sign   Step = "sign"
	End    Step = "end"
	Agree  Step = "agree" // on its deletion
	Resume Step = "resume"
)

type move struct {
	from Stage
	on   Step
}

// moves is the whole life of an agreement: what it does not list cannot happen.
var moves = map[move]Stage{
	{"", Offer}:      Offered,
	{"", Sign}:       Active,
	{Offered, Sign}:  Active,
	{Offered, End}:   Ended, // declined or withdrawn
	{Active, End}:    Ended,
	{Ended, Resume}:  Active, // renewed
	{Ended, Agree}:   Agreed,
	{Offered, Agree}: Agreed,
}

// After is the stage after a step, or false where the step cannot be taken.
func (s Stage) After(on Step) (Stage, bool) {
	next, ok := moves[move{s, on}]
	return next, ok
}
