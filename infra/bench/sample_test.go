package main

import (
	"errors"
	"reflect"
	"testing"
)

func TestMedianIsTheMiddle(t *testing.T) {
	for _, c := range []struct {
		of   sample
		want float64
	}{
		{sample{}, 0},
		{sample{3}, 3},
		{sample{4, 1}, 2.5},
		{sample{9, 1, 2}, 2},
		{sample{1, 1000, 3, 2}, 2.5},
		{sample{1e9, 2, 2, 2, -1e9}, 2},
	} {
		before := append(sample{}, c.of...)
		if got := c.of.median(); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.of, got, c.want)
		}
		if !reflect.DeepEqual(before, append(sample{}, c.of...)) {
			t.Errorf("%v was put in another order", before)
		}
	}
}

func TestRatioIsThatOfMedians(t *testing.T) {
	if got := (sample{1, 3, 100}).ratio(sample{2, 2, 2}); got != 1.5 {
		t.Errorf("ratio %v, want 1.5", got)
	}
}

func TestSampleIsWrittenAsOneLine(t *testing.T) {
	if got := (sample{1, 2.5, 12345.678}).String(); got != "1 2.5 1.235e+04" {
		t.Errorf("written %q", got)
	}
}

func TestEachRoundMeasuresAllAndBeginsWithAnother(t *testing.T) {
	var order []float64
	take := func(n float64) measurement {
		return func() (float64, error) {
			order = append(order, n)
			return n, nil
		}
	}
	samples, err := interleave(4, take(0), take(1), take(2))
	if err != nil {
		t.Fatal(err)
	}
	if want := []float64{0, 1, 2, 1, 2, 0, 2, 0, 1, 0, 1, 2}; !reflect.DeepEqual(order, want) {
		t.Errorf("measured in the order %v, want %v", order, want)
	}
	if want := []sample{{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 2, 2, 2}}; !reflect.DeepEqual(samples, want) {
		t.Errorf("samples %v, want %v", samples, want)
	}
}

func TestAMeasurementThatFailsEndsTheRest(t *testing.T) {
	broken := errors.New("broken")
	n := 0
	_, err := interleave(3,
		func() (float64, error) { n++; return 0, nil },
		func() (float64, error) { return 0, broken })
	if !errors.Is(err, broken) || n != 1 {
		t.Errorf("error %v after %d measurements", err, n)
	}
}
