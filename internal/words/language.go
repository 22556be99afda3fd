package words

import (
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
)

// maxTag is as long as a language tag gets (RFC 5646, 4.4.1).
const maxTag = 35

// Choose is the language of ours that comes first among those an
// Accept-Language header wants (RFC 9110, 12.5.4). Only what stands before the
// first hyphen tells our languages apart, so nothing else of a tag is read: a
// library's tables of all languages would have to be made in each new process.
func Choose(acceptLanguage string) gdpr.Language {
	best, most := gdpr.Bokmal, 0.0
	for wanted := range strings.SplitSeq(acceptLanguage, ",") {
		tag, weight, _ := strings.Cut(wanted, ";")
		if l, ok := nearest(strings.TrimSpace(tag)); ok && quality(weight) > most {
			best, most = l, quality(weight)
		}
	}
	return best
}

// nearest is the language of ours for a tag. Norwegian without a form, Danish
// and Swedish read bokmål, which is nearer to them than English; so does
// whatever else, when no other is wanted.
func nearest(tag string) (gdpr.Language, bool) {
	base, _, _ := strings.Cut(tag, "-")
	if len(tag) > maxTag {
		return "", false
	}
	switch strings.ToLower(base) {
	case "nn":
		return gdpr.Nynorsk, true
	case "nb", "no", "da", "sv":
		return gdpr.Bokmal, true
	case "en":
		return gdpr.English, true
	}
	return "", false
}

// quality is how much a tag is wanted: 1 where nothing is said, 0 where it is
// not at all or what is said cannot be read.
func quality(weight string) float64 {
	if weight = strings.TrimSpace(weight); weight == "" {
		return 1
	}
	value, ok := strings.CutPrefix(strings.ToLower(weight), "q=")
	q, err := strconv.ParseFloat(value, 64)
	if !ok || err != nil || q > 1 {
		return 0
	}
	return q
}

// OwnName is what a language calls itself.
func OwnName(l gdpr.Language) string {
	switch l {
	case gdpr.Nynorsk:
		return "Nynorsk"
	case gdpr.English:
		return "English"
	}
	return "Bokmål"
}
