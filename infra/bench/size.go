package main

import (
	"context"
	"fmt"
	"os"
)

// What a bootstrap may weigh, in megabytes of a million bytes: Lambda fetches it
// before the first start on each machine.
const (
	maxPublic = 10 // consent, rights and site: somebody waits for these
	maxOther  = 14
)

func (b *bench) sizes(context.Context) ([]figure, error) {
	var figures []figure
	for _, name := range functions {
		info, err := os.Stat(b.bootstrap(name))
		if err != nil {
			return figures, fmt.Errorf("size of %s: %w", name, err)
		}
		limit := float64(maxOther)
		switch name {
		case "consent", "rights", "site":
			limit = maxPublic
		}
		figures = append(figures, atMost("size of "+name, "%.2f MB", float64(info.Size())/1e6, limit))
	}
	return figures, nil
}
