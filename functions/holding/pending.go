package main

import (
	"context"
	"errors"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// pending stands where the session, the copy and the suppressions are wired once they are
// merged: dynamo.Doors, export with s3.Files, and dynamo.Suppressions.
type pending struct{}

var errPending = errors.New("not wired yet")

func (pending) Session(context.Context, access.Actor) (string, time.Time, error) {
	return "", time.Time{}, errPending
}

func (pending) Resume(context.Context, gdpr.ControllerID, string) (access.Actor, error) {
	return access.Actor{}, errPending
}

func (pending) Copy(context.Context, access.Actor, gdpr.Language) (holding.Download, error) {
	return holding.Download{}, errPending
}

func (pending) Suppressed(context.Context, gdpr.ControllerID, gdpr.Private) (time.Time, error) {
	return time.Time{}, errPending
}
