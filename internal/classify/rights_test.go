package classify_test

import (
	"testing"

	"ordholden/internal/classify"
)

func TestAccessIsRead(t *testing.T) {
	expect(t, classify.Request, "access", "nb", `
Jeg ber om innsyn.
Jeg ber om innsyn i mine personopplysninger.
Jeg ønsker innsyn i hvilke opplysninger dere har om meg.
Innsyn // Kari Nordmann, kari@example.no
Begjæring om innsyn // Jeg heter Kari Nordmann.
Innsynsbegjæring // Jeg krever innsyn etter artikkel 15 i GDPR.
Hva har dere lagret om meg?
Hvilke opplysninger har dere om meg?
Hvilken informasjon har dere lagret om meg?
Har dere noe lagret om meg?
Har dere noen opplysninger om meg?
Kan jeg få se hva dere har om meg?
Kan jeg få en kopi av alle data dere har om meg?
Jeg vil ha en kopi av dataene mine.
Jeg vil vite hva dere vet om meg.
Jeg vil gjerne få vite hvilke data dere har registrert på meg.
Send meg alt dere har om meg.
Kan dere sende meg alle opplysninger dere har lagret om meg?
Jeg krever å få utlevert alle opplysninger dere har om meg.
Kan jeg få en oversikt over mine personopplysninger?
Kan jeg få alle opplysningene dere har om meg?
Jeg vil benytte meg av retten til innsyn.
Hvem har dere delt CV-en min med?
Hvor har dere fått telefonnummeret mitt fra?
jeg onsker innsyn i mine opplysninger
Hva slags informasjon sitter dere på om meg?
Jeg ønsker tilgang til mine opplysninger.
Ber om insyn i mine data
Viser til personvernforordningen art. 15 og ber om innsyn.
Vil ha innsyn i alt dere har på meg.
Jag begär ett registerutdrag.
Jeg anmoder om indsigt i mine oplysninger.
Hva har dere på meg?
Jeg lurer på hva dere har lagret om meg.
Kan dere fortelle meg hvilke opplysninger dere har om meg?
`)
	expect(t, classify.Request, "access", "nn", `
Eg ber om innsyn i opplysningane mine.
Kva har de lagra om meg?
Kva opplysningar har de om meg?
Eg vil ha innsyn i kva de har om meg.
Kan eg få ein kopi av opplysningane mine?
Kan eg få sjå kva de har lagra om meg?
Eg ynskjer å vite kva de veit om meg.
`)
	expect(t, classify.Request, "access", "en", `
What data do you hold about me?
What information do you have on me?
I would like a copy of my personal data.
Please send me a copy of all the personal data you hold about me.
Please send me everything you have on me.
Subject access request // I am making a subject access request under Article 15 of the GDPR.
DSAR // My name is Kari Nordmann.
I want to see what you have stored about me.
Do you have any data about me?
Do you hold any information about me?
I request access to my personal data.
I am requesting access to all personal information concerning me under Article 15 GDPR.
Can I get a copy of my data?
Could you provide me with all the information you hold about me?
Who have you shared my data with?
I would like to know what information you have about me.
I would like to know which data you process about me.
Where did you get my phone number from?
Under the CCPA I request to know what personal information you have collected about me.
`)
}

func TestRectificationIsRead(t *testing.T) {
	expect(t, classify.Request, "rectification", "nb", `
Rett opp adressen min.
Kan dere rette opp navnet mitt?
Kan dere endre e-postadressen min til kari@example.no?
Kan dere oppdatere telefonnummeret mitt?
Jeg ønsker å korrigere fødselsdatoen min.
Jeg ber om retting av mine opplysninger.
Dere har feil adresse på meg.
Dere har feil telefonnummer på meg.
Navnet mitt er feilstavet i profilen min.
Etternavnet mitt er skrevet feil.
Adressen min er feil.
CV-en min er utdatert, kan dere oppdatere den?
Jeg har byttet navn, kan dere endre det i profilen min?
Jeg har flyttet, ny adresse er Storgata 1.
Fødselsdatoen min er feil, den skal være 1. mai.
Jeg krever at dere korrigerer opplysningene om meg etter artikkel 16.
Kan dere aa endre navnet mitt?
Kan jeg få rettet opp adressen min?
Vennligst oppdater min e-postadresse.
Det står feil navn på meg i systemet.
Opplysningene dere har om meg er feil.
`)
	expect(t, classify.Request, "rectification", "nn", `
Kan de rette opp namnet mitt? Det er skrive feil.
Eg ynskjer å endre adressa mi.
De har feil telefonnummer på meg, eg har bytta nummer.
Eg vil at de rettar etternamnet mitt.
`)
	expect(t, classify.Request, "rectification", "en", `
Please correct my address.
My name is misspelled in your records.
Could you update my phone number?
My date of birth is wrong.
I want you to correct my personal data.
Please change my email address to kari@example.com.
You have the wrong phone number for me.
I request rectification of my data under Article 16 GDPR.
I have moved, my new address is Main Street 1.
`)
}

func TestRestrictionIsRead(t *testing.T) {
	expect(t, classify.Request, "restriction", "", `
Jeg ber om begrensning av behandlingen av mine opplysninger.
Jeg krever at dere begrenser behandlingen av mine personopplysninger.
Kan dere fryse profilen min?
Frys profilen min inntil videre.
Vennligst begrens bruken av dataene mine.
Jeg vil at behandlingen begrenses, jf. artikkel 18.
Eg ber om avgrensing av behandlinga av opplysningane mine.
Kan de avgrense behandlinga av opplysningane mine?
I request restriction of processing of my personal data.
Please restrict the processing of my data under Article 18.
Please freeze my profile.
Could you limit the use of my data?
Ikke slett dataene mine, men begrens behandlingen av dem.
`)
}

func TestObjectionIsRead(t *testing.T) {
	expect(t, classify.Request, "objection", "", `
Jeg protesterer mot behandlingen av mine personopplysninger.
Jeg motsetter meg at dere bruker dataene mine til markedsføring.
Jeg reserverer meg mot markedsføring.
Jeg ønsker ikke markedsføring fra dere.
Jeg ønsker ikke nyhetsbrev.
Jeg vil ikke ha flere nyhetsbrev fra dere.
Jeg vil ikke motta flere e-poster fra dere.
Slutt å sende meg e-post.
Slutt å sende meg nyhetsbrev!
Slutt å ringe meg.
Slutt å bruke dataene mine til reklame.
Ikke send meg flere mailer.
Ikke kontakt meg igjen.
Meld meg av nyhetsbrevet.
Kan dere melde meg av nyhetsbrevet?
Avmelding nyhetsbrev // Kari Nordmann
Avmelding //
Fjern meg fra mailinglisten.
Slett meg fra nyhetsbrevet.
Kan dere ta meg av e-postlisten?
Stopp behandlingen av mine personopplysninger.
Ikke del CV-en min med andre bedrifter.
Jeg vil ikke at dere deler opplysningene mine med kunder.
Eg protesterer mot behandlinga av opplysningane mine.
Eg ynskjer ikkje nyhendebrev frå dykk.
Eg vil ikkje ha fleire e-postar.
Slutt å senda meg nyheitsbrev.
I object to the processing of my personal data.
I object to direct marketing.
Unsubscribe
Unsubscribe me
Unsubscribe //
Please unsubscribe me from your newsletter.
Stop sending me emails.
Please stop using my data for marketing.
Do not sell my personal information.
Please do not contact me again.
Don't send me any more newsletters.
I don't want to receive any more emails from you.
Take me off your mailing list.
Remove me from your mailing list.
I do not want you to share my data with employers.
I want to opt out of marketing.
Stop processing my personal data.
Jag vill inte ha nyhetsbrev.
`)
}

func TestPortabilityIsRead(t *testing.T) {
	expect(t, classify.Request, "portability", "", `
Jeg ber om dataportabilitet.
Jeg ønsker å benytte retten til dataportabilitet.
Jeg vil ha dataene mine i et maskinlesbart format.
Kan dere overføre dataene mine til en annen tjeneste?
Jeg ønsker å få utlevert mine data i maskinlesbart format.
Kan jeg få eksportert dataene mine?
Send meg opplysningene mine i JSON-format.
Jeg vil flytte dataene mine til en annen leverandør.
Eg vil ha opplysningane mine i eit maskinlesbart format.
Eg ber om dataportabilitet.
I request data portability under Article 20.
Please send me my data in a machine-readable format.
I want to transfer my data to another service.
Please export my data.
Can I get my data as CSV?
`)
}

func TestWithdrawalIsRead(t *testing.T) {
	expect(t, classify.Request, "withdrawal", "", `
Jeg trekker samtykket mitt.
Jeg trekker tilbake samtykket mitt.
Jeg vil trekke tilbake samtykket.
Jeg ønsker å trekke mitt samtykke.
Trekk tilbake samtykket mitt.
Jeg trekker med dette tilbake mitt samtykke til lagring av søknaden min.
Jeg samtykker ikke lenger.
Jeg samtykker ikke lenger til at dere lagrer CV-en min.
Jeg angrer på samtykket mitt.
Jeg tilbakekaller samtykket mitt.
Tilbaketrekking av samtykke // Kari Nordmann
Kan dere trekke tilbake samtykket mitt?
Eg trekkjer samtykket mitt.
Eg vil trekkje tilbake samtykket mitt.
Eg samtykkjer ikkje lenger.
I withdraw my consent.
I hereby withdraw my consent to the processing of my data.
I revoke my consent.
I no longer consent.
I no longer consent to you storing my CV.
I want to withdraw my consent.
I would like to revoke my consent under Article 7(3) GDPR.
Jag återkallar mitt samtycke.
Jeg trekker samtyket mitt
`)
}

func TestSeveralRightsInOneLetterAreAllRead(t *testing.T) {
	for rights, table := range map[string]string{
		"access+erasure": `
Jeg ber om innsyn i og sletting av mine personopplysninger.
Jeg vil ha en kopi av alle data dere har om meg, og deretter vil jeg at dere sletter alt.
Send me a copy of my data and then delete my account.
Jeg krever mine rettigheter etter artikkel 15 og 17.
Jeg ønsker:¶- innsyn i mine data¶- sletting av profilen min
Eg ber om innsyn i opplysningane mine, og at de slettar profilen min etterpå.
I request access to my personal data under Article 15 and erasure under Article 17.
`,
		"erasure+withdrawal": `
Jeg trekker samtykket mitt og ber om at alt slettes.
Jeg trekker tilbake samtykket og vil at dere sletter dataene mine.
I withdraw my consent and request that you delete all my data.
Eg trekkjer samtykket og vil at de slettar alt om meg.
`,
		"access+rectification":     `Jeg ber om innsyn i mine opplysninger. Dessuten er adressen min feil.`,
		"erasure+objection":        `Ikke kontakt meg igjen, og slett dataene mine. ` + "\n" + `Slett profilen min, og ikke send meg flere nyhetsbrev.`,
		"access":                   `Jeg ber om innsyn, ikke sletting.`,
		"restriction":              `Ikke slett søknaden min, men begrens behandlingen av den.`,
		"access+portability":       `Jeg ber om innsyn og dataportabilitet.`,
		"rectification+erasure":    `Rett opp adressen min, og slett CV-en min fra 2018.`,
		"objection+withdrawal":     `Jeg trekker samtykket mitt og ønsker ikke flere nyhetsbrev.`,
		"restriction+objection":    `Jeg protesterer mot behandlingen av mine data og ber om at behandlingen begrenses.`,
		"rectification":            `Jeg vil ikke slette profilen min, men rett opp navnet mitt.`,
		"access+objection":         `Hva har dere lagret om meg? Slutt å sende meg nyhetsbrev.`,
		"rectification+withdrawal": `Rett opp navnet mitt. Jeg trekker samtykket mitt til nyhetsbrev.`,
	} {
		expect(t, classify.Request, rights, "", table)
	}
}
