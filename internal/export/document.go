package export

// The copy for machines: access.json. Times are RFC 3339 in UTC, and a field that is not
// there says nothing is held of it. The HTML shows the same document, and nothing beside it.

// document is access.json.
type document struct {
	Format     string       `json:"format"`
	Made       string       `json:"made"`
	Language   string       `json:"language"`
	Controller identity     `json:"controller"`
	Person     person       `json:"person"`
	Notes      []string     `json:"notes"` // what the copy leaves out, and why
	Records    []record     `json:"records"`
	Consents   []consented  `json:"consents"`
	Cases      []caseOf     `json:"requests"`
	Messages   []message    `json:"messages"`
	Agreements []agreement  `json:"agreements"`
	Marketing  *suppression `json:"marketing,omitempty"`
	Purposes   []purpose    `json:"purposes"`   // Art. 15(1)(a), (b), (c), (d)
	Categories []category   `json:"categories"` // (b)
	Recipients []recipient  `json:"recipients"` // (c): who may get it; who has got it stands with each record
	Rights     []right      `json:"rights"`     // (e)
	Complaint  complaint    `json:"complaint"`  // (f)
	Automated  automated    `json:"automatedDecisions"`
	Storage    stored       `json:"storage"`   // (c), (2): a processor is a recipient (Art. 4(9))
	Transfers  []transfer   `json:"transfers"` // Art. 15(2)
}

// format names this shape of the document.
const format = "ordholden-access-1"

type identity struct {
	Name               string `json:"name"`
	OrganizationNumber string `json:"organizationNumber,omitempty"`
	PostalAddress      string `json:"postalAddress,omitempty"`
	Website            string `json:"website"`
	Contact            string `json:"contact"` // takes questions and requests
	Statement          string `json:"statementVersion"`
}

type person struct {
	Address string   `json:"address"`
	Others  []string `json:"otherAddresses,omitempty"`
}

type purpose struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Basis       basis    `json:"basis"`
	Categories  []string `json:"categories"` // ids
	Recipients  []string `json:"recipients"` // ids; empty: nobody
	Retention   string   `json:"retention"`
	Concerns    bool     `json:"concernsYou"` // something is held on the person for it
}

type basis struct {
	ID      string `json:"id"`
	Article string `json:"article"`
	Plain   string `json:"plain"`
}

type category struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type recipient struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Country string `json:"country"` // ISO 3166-1 alpha-2
	Where   string `json:"countryName"`
}

// stored is with whom, and in which country, all of the copy lies.
type stored struct {
	Processor string `json:"processor"`
	Country   string `json:"country"` // ISO 3166-1 alpha-2
	Where     string `json:"countryName"`
	Plain     string `json:"plain"`
}

type transfer struct {
	Recipient string `json:"recipient"` // id
	Name      string `json:"name"`
	Where     string `json:"countryName"`
	Safeguard string `json:"safeguard"`
}

type right struct {
	ID      string `json:"id"`
	Article string `json:"article"`
	Name    string `json:"name"`
	Plain   string `json:"plain"`
}

type complaint struct {
	Authority string `json:"authority"`
	Address   string `json:"address"`
	Website   string `json:"website"`
	Plain     string `json:"plain"`
}

// automated is Art. 15(1)(h): there are none, and it is said.
type automated struct {
	Any   bool   `json:"any"`
	Plain string `json:"plain"`
}

// kept is why something is held, from where it came, and for how long.
type kept struct {
	Purpose   string `json:"purpose,omitempty"` // of a record
	Why       string `json:"why"`               // the purpose's name, or what ledgers are for
	Source    string `json:"source"`
	Received  string `json:"received"`
	Retention string `json:"retention"`         // the rule that it goes by
	Ends      string `json:"deleted,omitempty"` // when by that rule; "" while that has not begun to run, or it is restricted
}

type record struct {
	ID          string       `json:"id"`
	Class       string       `json:"class"`
	Name        string       `json:"name"`
	Kept        kept         `json:"kept"`
	Changed     string       `json:"changed,omitempty"`
	Restricted  string       `json:"restricted,omitempty"` // since when
	Holds       []hold       `json:"holds,omitempty"`
	Fields      []field      `json:"fields"`
	Files       []file       `json:"files"`
	Disclosures []disclosure `json:"disclosures"` // newest first; none: it was given to nobody
	Note        string       `json:"note,omitempty"`
}

type hold struct {
	Ground string `json:"ground"`
	Why    string `json:"why"`
	Until  string `json:"until"`
}

type field struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Category string `json:"category"`
	Value    string `json:"value"`
	Provided bool   `json:"provided"` // by the person
	Redacted bool   `json:"redacted,omitempty"`
}

type file struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Category string `json:"category"`
	Name     string `json:"name"`
	Type     string `json:"type,omitempty"`
	Size     int64  `json:"size,omitempty"`
	Digest   string `json:"sha256,omitempty"`
	Path     string `json:"path,omitempty"` // in this zip; "" of one that has not come in, or is removed
	Redacted bool   `json:"redacted,omitempty"`
}

type disclosure struct {
	At         string   `json:"at"`
	Recipient  string   `json:"recipient"`
	Name       string   `json:"name"`
	Who        string   `json:"who,omitempty"` // which one, of a group
	Purpose    string   `json:"purpose"`
	Why        string   `json:"why"`
	Categories []string `json:"categories"`
}

type consented struct {
	ID      string   `json:"id"`
	State   string   `json:"state"`
	Name    string   `json:"name"`
	Choices []choice `json:"choices"`
	Notice  string   `json:"notice"` // digest of the text that was shown
	History []line   `json:"history"`
	Kept    kept     `json:"kept"`
}

type choice struct {
	Purpose     string       `json:"purpose"`
	Name        string       `json:"name"`
	Decision    string       `json:"decision"`
	Plain       string       `json:"plain"`
	Status      string       `json:"status"`          // what it counts for now
	Until       string       `json:"until,omitempty"` // of a yes whose time is over, or will be before its proof is deleted
	Invalidated *invalidated `json:"invalidated,omitempty"`
	Revoked     *invalidated `json:"revoked,omitempty"`
	Overtaken   *overtaken   `json:"overtaken,omitempty"`
}

// invalidated is from which version of the statement a yes counts no more, and what that changed; and
// likewise, as revoked, from which the company gave it up.
type invalidated struct {
	Version string   `json:"version"`
	Reasons []string `json:"reasons"`
	Plain   string   `json:"plain"`
}

// overtaken is what the person has decided since, by another of their consents.
type overtaken struct {
	Since    string `json:"since"`
	Decision string `json:"decision"`
	Plain    string `json:"plain"`
}

type line struct {
	At    string `json:"at"`
	Event string `json:"event"`
	Plain string `json:"plain"`
}

type caseOf struct {
	ID       string    `json:"id"`
	Rights   []string  `json:"rights"`
	Asked    string    `json:"asked"`
	Name     string    `json:"name,omitempty"`
	Post     string    `json:"post,omitempty"` // where else an answer reaches the person, as staff wrote it down
	Text     string    `json:"text,omitempty"`
	State    string    `json:"state"`
	Plain    string    `json:"plain"`
	Deadline string    `json:"deadline,omitempty"`
	Extended string    `json:"extended,omitempty"` // why it takes longer
	Question string    `json:"question,omitempty"`
	Outcomes []outcome `json:"outcomes,omitempty"`
	History  []line    `json:"history"`
	Kept     kept      `json:"kept"`
}

type outcome struct {
	Right   string `json:"right"`
	Result  string `json:"result"`
	At      string `json:"at"`
	Ground  string `json:"ground,omitempty"`
	Reasons string `json:"reasons,omitempty"`
}

type message struct {
	ID       string `json:"id"`
	Case     string `json:"request"`
	Subject  string `json:"subject"`
	Text     string `json:"text"`
	Redacted bool   `json:"redacted,omitempty"`
	Kept     kept   `json:"kept"`
}

type agreement struct {
	ID      string `json:"id"`
	Stage   string `json:"stage"`
	Name    string `json:"name"`
	Address string `json:"address"`
	Kept    kept   `json:"kept"`
}

type suppression struct {
	Since string `json:"since"`
	Plain string `json:"plain"`
}
