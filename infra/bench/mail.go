package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/controllers"
	"ordholden/infra/local/s3"
	"ordholden/infra/local/template"
	"ordholden/internal/inbox/corpus"
)

// What the reading of letters must reach.
const clearRight = 85 // percent of the clear letters that ask for rights

// letters counts how the letters of each set are read. The rules were mended with
// those under corpus and second, never with those under unseen.
func (b *bench) letters(context.Context) ([]figure, error) {
	var figures []figure
	for _, set := range []string{"corpus", "second", "unseen"} {
		letters, err := corpus.Load("internal/inbox/testdata/" + set)
		if err != nil {
			return figures, err
		}
		found, erasures, clear, right := map[corpus.Verdict]int{}, 0, 0, 0
		for _, l := range letters {
			r := l.Read(controllers.Registry())
			found[l.Judge(r)]++
			if l.WrongErasure(r) {
				erasures++
			}
			if l.Asks() {
				clear++
				if slices.Equal(l.Rights, r.Rights) {
					right++
				}
			}
		}
		figures = append(figures,
			forTheRecord(set+": letters", "%d right, %d unclear, %d wrong of %d", found[corpus.Right], found[corpus.Unclear], found[corpus.Wrong], len(letters)),
			exactly(set+": wrong erasures", fmt.Sprint(erasures), "0"),
			atLeast(set+fmt.Sprintf(": rights of the %d clear letters that ask for some", clear), "%.1f %%", 100*float64(right)/float64(clear), clearRight))
	}
	return figures, nil
}

// What a hostile mail may cost, whatever it is.
const (
	maxHostileMemory = 64 // MB, of the whole process at its peak
	maxHostileTime   = 1  // seconds, of the whole invocation
)

// hostile has the deployed inbox take in each hostile mail, in a process of its own.
func (b *bench) hostile(ctx context.Context) ([]figure, error) {
	var worstMemory, worstTime figure
	var figures []figure
	var memory, took float64
	for _, h := range corpus.HostileMails() {
		mb, seconds, err := b.takeIn(ctx, h)
		if err != nil {
			return figures, fmt.Errorf("%s: %w", h.Name, err)
		}
		figures = append(figures, forTheRecord("hostile mail: "+h.Name, "%.1f MB, %.3f s", mb, seconds))
		memory, took = max(memory, mb), max(took, seconds)
	}
	worstMemory = atMost("memory for the worst hostile mail", "%.1f MB", memory, maxHostileMemory)
	worstTime = atMost("time for the worst hostile mail", "%.3f s", took, maxHostileTime)
	return append(figures, worstMemory, worstTime), nil
}

// takeIn has a fresh process take in one mail, by way of a notice of the sweep: its
// peak of memory, in megabytes, and the time of the invocation, in seconds. The process
// has done one small mail before, as one that is found warm has.
func (b *bench) takeIn(ctx context.Context, h corpus.Hostile) (mb, seconds float64, err error) {
	env, err := b.inboxEnv()
	if err != nil {
		return 0, 0, err
	}
	f, err := b.function("inbox", b.bootstrap("inbox"), env...)
	if err != nil {
		return 0, 0, err
	}
	defer f.Stop()
	for i, raw := range [][]byte{[]byte("From: ola@example.no\r\nTo: ahoy@mojob.io\r\n\r\nHei\r\n"), h.Raw} {
		id := fmt.Sprintf("bench-%d-%d", i, time.Now().UnixNano())
		key := "incoming/" + controllerID + "/" + id
		if err := b.stack.S3.Put(b.bucket(), key, s3.Object{Body: raw}); err != nil {
			return 0, 0, err
		}
		event, err := received(id, key)
		if err != nil {
			return 0, 0, err
		}
		began := time.Now()
		answer, err := f.Invoke(ctx, event)
		seconds = time.Since(began).Seconds()
		if err != nil {
			return 0, 0, err
		}
		if len(b.stack.S3.Keys(b.bucket(), key)) > 0 {
			return 0, 0, fmt.Errorf("the mail was not taken in: %s", answer)
		}
	}
	pids := f.Instances()
	if len(pids) != 1 {
		return 0, 0, errors.New("it is not one process any more")
	}
	mb, err = peak(pids[0])
	return mb, seconds, err
}

// inboxEnv is the memory limit that template.yaml sets for the function.
func (b *bench) inboxEnv() ([]string, error) {
	t, err := template.Load("template.yaml", nil)
	if err != nil {
		return nil, err
	}
	for _, f := range t.Functions {
		if f.Folder == "inbox" {
			return []string{"GOMEMLIMIT=" + f.Env["GOMEMLIMIT"]}, nil
		}
	}
	return nil, errors.New("template.yaml has no function inbox")
}

// received is a batch of one notice.
func received(id, key string) ([]byte, error) {
	pass := map[string]string{"status": "PASS"}
	notice, err := json.Marshal(map[string]any{
		"notificationType": "Received",
		"mail":             map[string]any{"source": "kari@example.no", "messageId": id},
		"receipt": map[string]any{
			"timestamp": time.Now().UTC(), "spamVerdict": pass, "virusVerdict": pass, "spfVerdict": pass, "dkimVerdict": pass,
			"dmarcVerdict": pass, "action": map[string]string{"type": "S3", "objectKey": key},
		},
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(events.SQSEvent{Records: []events.SQSMessage{{MessageId: id, Body: string(notice)}}})
}
