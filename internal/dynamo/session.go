package dynamo

// A session is what is left of a mail link once somebody has come in by it: for half an
// hour they need not type the code again. It is a text that only we can make and nobody
// needs to keep: who, by which link, until when, and the name of the data key of that
// moment, so that an erasure ends it (threat H11). It holds no address: that is read from
// what the link lay in, where it is sealed.

import (
	"context"
	"crypto/subtle"
	"errors"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// sessionLasts is how long a session lasts, whatever is done in it.
const sessionLasts = 30 * time.Minute

const useSession = "own-session"

// errSession is the one answer to a session that is none, has ended, is of another
// controller, or of somebody who has been erased since: never said which.
var errSession = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeSession}

// door is a dossier that a link let in by.
type door struct {
	kind string
	id   gdpr.ID
}

// String is the dossier as a session names it: its kind, a point, and its id.
func (d door) String() string { return d.kind + "." + string(d.id) }

// parseDoor reads what String wrote of a dossier that leads to what is held on oneself.
func parseDoor(s string) (door, bool) {
	kind, rest, _ := strings.Cut(s, ".")
	id, ok := gdpr.ParseID(rest)
	return door{kind, id}, ok && string(id) == rest && (kind == kindAccess || kind == kindCase)
}

// Session begins a session for whoever came in to what is held on them: the value of the
// cookie, and until when it is good.
func (s Doors) Session(ctx context.Context, by access.Actor) (value string, until time.Time, err error) {
	if _, ok := parseDoor(by.Door); !ok || by.Way != access.ToOwn || by.Contact == "" {
		return "", time.Time{}, errSession
	}
	keys, err := s.Keys.existing(ctx, by.Controller, by.Contact)
	if errors.Is(err, errNoKey) {
		return "", time.Time{}, errSession
	}
	if err != nil {
		return "", time.Time{}, err
	}
	until = s.Now().Add(sessionLasts).UTC().Truncate(time.Second)
	said := strings.Join([]string{string(by.Contact), by.Door, keys.value.Name(), strconv.FormatInt(until.Unix(), 10)}, ".")
	mac, err := s.MAC(ctx, by.Controller, useSession, string(by.Controller), said)
	return said + "." + mac, until, err
}

// Resume is who a session is of, by one read. Anything wrong with it is
// gdpr.CodeSession; an error of another code says that it could not be looked up.
func (s Doors) Resume(ctx context.Context, c gdpr.ControllerID, value string) (access.Actor, error) {
	said, mac, _ := cutLast(value)
	want, err := s.MAC(ctx, c, useSession, string(c), said)
	if err != nil {
		return access.Actor{}, err
	}
	if subtle.ConstantTimeCompare([]byte(mac), []byte(want)) != 1 {
		return access.Actor{}, errSession
	}
	// From here on it is what Session wrote.
	said, until, _ := cutLast(said)
	said, name, _ := cutLast(said)
	subject, rest, _ := strings.Cut(said, ".")
	by, ok := parseDoor(rest)
	end, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !ok || !s.Now().Before(time.Unix(end, 0)) {
		return access.Actor{}, errSession
	}
	return s.resumed(ctx, c, gdpr.SubjectID(subject), by, name)
}

// resumed looks up whether the person is still who they were, and their address.
func (s Doors) resumed(ctx context.Context, c gdpr.ControllerID, who gdpr.SubjectID, by door, name string) (access.Actor, error) {
	it, head, err := s.withKeys(ctx, partition(c, kindKey, string(who)), partition(c, by.kind, string(by.id)), by.kind)
	if err != nil {
		return access.Actor{}, err
	}
	if it == nil || head == nil {
		return access.Actor{}, errSession
	}
	keys, err := decodeKeys(it)
	if err != nil {
		return access.Actor{}, err
	}
	if keys.value.Name() != name {
		return access.Actor{}, errSession
	}
	var h headItem
	if err := decode(head, &h); err != nil {
		return access.Actor{}, err
	}
	p, err := openPersonal(keys, h.Sealed, h.PK, h.SK)
	if err != nil || h.Subject != string(who) || p.Address == "" {
		return access.Actor{}, errSession
	}
	return visiting(c, who, access.ToOwn, gdpr.Private(p.Address), by), nil
}

// cutLast cuts at the last point.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndex(s, ".")
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}
