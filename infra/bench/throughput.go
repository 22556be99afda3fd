package main
import "context"
func (b *bench) throughput(ctx context.Context) ([]figure, error) { return nil, nil }
func (b *bench) growth(ctx context.Context) ([]figure, error) { return nil, nil }
