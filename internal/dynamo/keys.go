package dynamo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// Every key of the main table is formatted here. The partition key begins with
// the controller, so that no controller can reach another's items, and names
// the kind; the sort key names the item. No personal data stands in a key: a
// person is a SubjectID, which is a keyed hash.
//
//	<controller>#VISITOR#<visitor>   CONSENT#<id>               a visitor's decision
//	<controller>#CONSENT#<id>        CONSENT                    what a person declared
//	<controller>#CASE#<id>           CASE                       a request
//	   both of these                 EVENT#<time>#<event>       their history
//	                                 MAIL#<entry>               a mail to send
//	                                 LINK#<action>#<n>          what a mail's link opens
//	                                 MESSAGE#<id>               a mail that came in
//	<controller>#MESSAGE#<id>        MESSAGE                    what is known of that mail
//	<controller>#ACCESS#<id>         ACCESS                     a way in to agreements, with its mail and links
//	<controller>#SENT#<SES's id>     SENT                       the case that a mail of ours is of
//	<controller>#PERSON#<subject>    PROFILE                    what the person registered
//	                                 APPLICATION#<id>           what the person applied with
//	<controller>#AGREEMENT#<id>      AGREEMENT                  an offer or an agreement
//	   all three                     <head>#FILE#<file>         a file, awaited or held
//	                                 <head>#DISCLOSURE#<time>#<id>   to whom it was given
//	                                 <head>#READ#<time>#<id>    who has read it
//	   agreements                    AGREEMENT#CONTACT#<subject>     a person whom it names
//	                                 AGREEMENT#EVENT#<time>#<stage>  its history
//	   beside every sealed head      TERM#<head>                what there is to clear when it is gone
//	<controller>#SUBJECT#<subject>   STANDING#<right>           the open request for that right
//	                                 CONSENT#<time>#<id>        a consent that was confirmed
//	                                 HELD#<kind>#<id>           something sealed under the data key
//	                                 NAMED#<agreement>          an agreement that names the person
//	                                 ERASED                     the fence of an erasure
//	                                 SUPPRESSED                 no marketing goes to the person
//	                                 READ#<time>#<id>           who has read everything that is held
//	<controller>#ERASURE#<id>        ERASURE                    what an erasure has done
//	<controller>#DELETION#<yyyy-mm>  <time>#<id>                the proof that something is gone
//	<controller>#AUDIT#<yyyy-mm>     <time>#<id>                a call of a member of staff
//	   visitors, consents, cases     LEAF#<item>                where the item stands in the log, and the leaf's nonce
//	<controller>#LOG#TREE            TREE                       size and root of the log
//	                                 <level>#<number>           a tile of it
//	<controller>#LOG#ENDS            <number>                   the day on which what that leaf is of has ended
//	<controller>#LOG#HEADS           NEWEST                     the newest signed head
//	                                 HEAD#<name>                every signed head
//	                                 KEY#<n>                    a key that has signed some
//	<controller>#COUNTER#<what>      <window>                   a cap on mails
//	                                 QUIET                      until when mail is not answered again
const (
	kindVisitor = "VISITOR"
	kindConsent = "CONSENT"
	kindCase    = "CASE"
	kindSubject = "SUBJECT"
	kindCounter = "COUNTER"
	kindMessage = "MESSAGE"
	kindSent    = "SENT"
	kindAccess  = "ACCESS"
	kindAudit   = "AUDIT"

	kindPerson      = "PERSON"
	kindProfile     = "PROFILE"
	kindApplication = "APPLICATION"
	kindAgreement   = "AGREEMENT"

	kindDeletion = "DELETION"
	kindErasure  = "ERASURE"

	kindLog = "LOG"
)

func partition(c gdpr.ControllerID, kind, id string) string {
	return string(c) + "#" + kind + "#" + id
}

func eventKey(at time.Time, on string) string { return "EVENT#" + stamp(at) + "#" + on }

const mailPrefix = "MAIL#"

func mailKey(entry string) string { return mailPrefix + entry }

func messageKey(id gdpr.ID) string { return kindMessage + "#" + string(id) }

func linkKey(action string, n int) string { return "LINK#" + action + "#" + strconv.Itoa(n) }

const standingPrefix = "STANDING#"

func standingKey(r gdpr.Right) string { return standingPrefix + string(r) }

func consentKey(id gdpr.ID) string { return "CONSENT#" + string(id) }

func confirmedKey(at time.Time, id gdpr.ID) string { return "CONSENT#" + stamp(at) + "#" + string(id) }

// What lies beside the head of a record has the head's sort key before its own.
const (
	fileChild       = "#FILE#"
	contactChild    = "#CONTACT#"
	disclosureChild = "#DISCLOSURE#"
	readChild       = "#READ#"
)

// pastFiles is the end of what belongs to a record itself, of all that lies beside its
// head: who has read it comes after.
const pastFiles = "#FILE$"

func fileKey(head string, id gdpr.ID) string { return head + fileChild + string(id) }

func contactKey(head string, s gdpr.SubjectID) string { return head + contactChild + string(s) }

func disclosureKey(head string, at time.Time, id gdpr.ID) string {
	return head + disclosureChild + stamp(at) + "#" + string(id)
}

func readKey(head string, at time.Time, id gdpr.ID) string {
	return head + readChild + stamp(at) + "#" + string(id)
}

// overallReadKey is the place, in a person's partition, of one reading of all that is held
// on them.
func overallReadKey(at time.Time, id gdpr.ID) string { return readKey("", at, id)[1:] }

func applicationKey(id gdpr.ID) string { return kindApplication + "#" + string(id) }

// agenda is the index partition of what is to be done for a controller.
func agenda(c gdpr.ControllerID, what string) string { return string(c) + "#" + what }

// splitPartition takes a partition key apart again.
func splitPartition(pk string) (c gdpr.ControllerID, kind, id string, err error) {
	parts := strings.SplitN(pk, "#", 3)
	if len(parts) != 3 {
		return "", "", "", fmt.Errorf("partition key of %d parts", len(parts))
	}
	return gdpr.ControllerID(parts[0]), parts[1], parts[2], nil
}

// layout is the one layout of times in keys and items: UTC and of fixed width,
// so that their order as text is their order in time.
const layout = "2006-01-02T15:04:05.000Z"

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(layout)
}

func unstamp(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("stored time: %w", err)
	}
	return t, nil
}

func key(pk, sk string) attributes { return attributes{"pk": text(pk), "sk": text(sk)} }

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

func encode(it any) (attributes, error) {
	m, err := attributevalue.MarshalMap(it)
	if err != nil {
		return nil, fmt.Errorf("encode item: %w", err)
	}
	return m, nil
}

func decode(it attributes, into any) error {
	if err := attributevalue.UnmarshalMap(it, into); err != nil {
		return fmt.Errorf("decode item: %w", err)
	}
	return nil
}
