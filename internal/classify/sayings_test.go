package classify_test

import "testing"

func TestSayingsAskWithoutAVerbOfAsking(t *testing.T) {
	expectEach(t, `
request access | Hvilke av mine opplysninger har dere lagret?
request access | Hvilke personopplysninger lagrer dere om meg?
request access | Kan de sende meg det de har om meg? Eg vil sjå alt.
request objection | Dere sender meg nyhetsbrev hver uke. Ikke send meg flere.
request objection | I keep getting your newsletter. I do not want to get any more.
request objection | Dere sender meg nyhetsbrev. Dette ønsker jeg ikke å få.
request objection | Dere har telefonnummeret mitt. Det skal ikke brukes til salg.
request objection | My CV must not be used to train any model.
request objection | CV-en min skal ikke deles med andre.
request portability | Kan jeg få i csv-format det jeg har lagt inn?
request portability | Please send me, as JSON, what I have entered.
request withdrawal | Samtykket mitt gjelder ikke lenger.
request withdrawal | My consent is withdrawn and no longer applies.
complaint | Hvordan kan dere dele opplysningene mine uten å spørre?
complaint | How could you share my CV with my boss?
`)
}
