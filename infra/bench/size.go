package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// What a bootstrap may weigh, in megabytes of a million bytes: Lambda fetches it
// before the first start on each machine. It is weighed as it is deployed, built for
// the architecture that template.yaml names.
const (
	maxPublic = 10 // consent, rights and site: somebody waits for these
	maxOther  = 14
)

func (b *bench) sizes(ctx context.Context) ([]figure, error) {
	var figures []figure
	for _, name := range functions {
		info, err := b.deployed(ctx, name)
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

// deployed builds a function by the rule that sam build calls, and looks at what came of it.
func (b *bench) deployed(ctx context.Context, name string) (os.FileInfo, error) {
	dir := filepath.Join(b.dir, "deployed", name)
	rule := "build-" + string(name[0]-'a'+'A') + name[1:]
	if out, err := exec.CommandContext(ctx, "make", rule, "ARTIFACTS_DIR="+dir).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build it as it is deployed: %w\n%s", err, out)
	}
	return os.Stat(filepath.Join(dir, "bootstrap"))
}
