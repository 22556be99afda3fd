package controller

// edition2 keeps every sentence of edition 1 and says more besides. It is published: its
// words never change.
var edition2 = edition{
	nb: &edition1NB, nn: &edition1NN, en: &edition1EN,
	besides: &besides{nb: &supplement2NB, nn: &supplement2NN, en: &supplement2EN},
}

var supplement2NB = supplement{
	scope: "Erklæringen gjelder alle nettstedene våre og det vi selv lagrer.",

	interest: "Interessen vår: {interest}",
	fromYou:  "Kilde: deg selv.",
	source:   "Kilde: {source}",
	lies:     "Dette ligger hos {list}, og det er der det blir slettet. Systemet bak disse sidene kan ikke slette det selv. Vi svarer for at det blir gjort, og spør du oss, undersøker vi det hos {list}.",
	signals:  "Et ja slår på disse signalene i Google Consent Mode: {signals}.",

	provision: "Må du gi oss opplysninger?",
	provided:  "Nei. Ingen lov pålegger deg å gi oss opplysninger om deg selv. Men uten det en avtale trenger, kan vi ikke holde vår del av den, og uten en adresse kan vi ikke svare deg.",
	automated: "Ingen automatiske avgjørelser",
	decisions: "Vi tar ingen avgjørelser som bare bygger på automatisk behandling og som har rettsvirkning for deg eller betyr like mye (artikkel 22).",

	security: "Slik passer vi på opplysningene",
	guarded:  "Systemet bak disse sidene svarer bare på kryptert trafikk, og det som ligger der, er kryptert med en egen nøkkel. Det lagrer aldri hele IP-adressen din, og ansatte ser bare det rollen deres trenger.",
	assured: assured{
		encrypted:   "Trafikken mellom nettleseren din og serverne våre er kryptert, og vi stiller strenge krav til hvordan opplysninger sikres.",
		anonymousIP: "I statistikken blir IP-adressen din gjort anonym.",
		spread:      "Trafikken til nettstedet er spredt på flere servere, så det er så stabilt som mulig.",
	},

	settings: "Du kan også slette eller avvise informasjonskapsler i nettleseren.",
	signal:   "Sender nettleseren din signalet Global Privacy Control (GPC), regner vi det som et nei. Velger du selv noe annet senere, gjelder det.",

	kept:    "For å kunne vise at vi spurte deg og fulgte svaret, tar vi vare på hva du svarte, når du svarte og hvilken tekst du så (artikkel 7 nr. 1). Det sletter vi {visitor}. Det som ikke blir bekreftet, sletter vi etter {unconfirmed}.",
	earlier: "Vi tar vare på alle tidligere versjoner. Du finner dem ved siden av personvernerklæringen, og der ser du hva som er endret fra den ene til den andre.",
	again:   "Et samtykke er knyttet til versjonen du så. Endrer vi noe som betyr noe for det du sa ja til, spør vi deg på nytt.",
	changes: "Nytt i denne versjonen: {changes}",
}

var supplement2NN = supplement{
	scope: "Erklæringa gjeld alle nettstadene våre og det vi sjølve lagrar.",

	interest: "Interessa vår: {interest}",
	fromYou:  "Kjelde: deg sjølv.",
	source:   "Kjelde: {source}",
	lies:     "Dette ligg hos {list}, og det er der det blir sletta. Systemet bak desse sidene kan ikkje slette det sjølv. Vi svarar for at det blir gjort, og spør du oss, undersøkjer vi det hos {list}.",
	signals:  "Eit ja slår på desse signala i Google Consent Mode: {signals}.",

	provision: "Må du gi oss opplysningar?",
	provided:  "Nei. Inga lov pålegg deg å gi oss opplysningar om deg sjølv. Men utan det ein avtale treng, kan vi ikkje halde vår del av han, og utan ei adresse kan vi ikkje svare deg.",
	automated: "Ingen automatiske avgjerder",
	decisions: "Vi tek ingen avgjerder som berre byggjer på automatisk behandling og som har rettsverknad for deg eller betyr like mykje (artikkel 22).",

	security: "Slik passar vi på opplysningane",
	guarded:  "Systemet bak desse sidene svarer berre på kryptert trafikk, og det som ligg der, er kryptert med ein eigen nøkkel. Det lagrar aldri heile IP-adressa di, og tilsette ser berre det rolla deira treng.",
	assured: assured{
		encrypted:   "Trafikken mellom nettlesaren din og tenarane våre er kryptert, og vi stiller strenge krav til korleis opplysningar blir sikra.",
		anonymousIP: "I statistikken blir IP-adressa di gjord anonym.",
		spread:      "Trafikken til nettstaden er spreidd på fleire tenarar, så han er så stabil som mogleg.",
	},

	settings: "Du kan òg slette eller avvise informasjonskapslar i nettlesaren.",
	signal:   "Sender nettlesaren din signalet Global Privacy Control (GPC), reknar vi det som eit nei. Vel du sjølv noko anna seinare, gjeld det.",

	kept:    "For å kunne vise at vi spurde deg og følgde svaret, tek vi vare på kva du svarte, når du svarte og kva tekst du såg (artikkel 7 nr. 1). Det slettar vi {visitor}. Det som ikkje blir stadfesta, slettar vi etter {unconfirmed}.",
	earlier: "Vi tek vare på alle tidlegare versjonar. Du finn dei ved sida av personvernerklæringa, og der ser du kva som er endra frå den eine til den andre.",
	again:   "Eit samtykke er knytt til versjonen du såg. Endrar vi noko som betyr noko for det du sa ja til, spør vi deg på nytt.",
	changes: "Nytt i denne versjonen: {changes}",
}

var supplement2EN = supplement{
	scope: "This statement covers all our sites and what we store ourselves.",

	interest: "Our interest: {interest}",
	fromYou:  "Source: you yourself.",
	source:   "Source: {source}",
	lies:     "This lies with {list}, and that is where it is deleted. The system behind these pages cannot delete it itself. We are responsible for its being done, and if you ask us, we find out from {list}.",
	signals:  "A yes turns on these signals in Google Consent Mode: {signals}.",

	provision: "Do you have to give us data?",
	provided:  "No. No law obliges you to give us data about yourself. But without what an agreement needs we cannot keep our part of it, and without an address we cannot answer you.",
	automated: "No automated decisions",
	decisions: "We make no decisions based solely on automated processing that have legal effect for you or matter as much (Article 22).",

	security: "How we look after the data",
	guarded:  "The system behind these pages answers encrypted traffic only, and what lies in it is encrypted under a key of its own. It never stores your whole IP address, and staff see only what their role needs.",
	assured: assured{
		encrypted:   "The traffic between your browser and our servers is encrypted, and we set strict requirements for how data is secured.",
		anonymousIP: "In the statistics your IP address is made anonymous.",
		spread:      "The traffic to the site is spread over several servers, so that it is as stable as possible.",
	},

	settings: "You can also delete or refuse cookies in your browser.",
	signal:   "If your browser sends the signal Global Privacy Control (GPC), we take it as a no. If you choose otherwise yourself later, that counts.",

	kept:    "To be able to show that we asked you and followed your answer, we keep what you answered, when you answered and which text you saw (Article 7(1)). We delete that {visitor}. What is not confirmed is deleted after {unconfirmed}.",
	earlier: "We keep all earlier versions. You find them beside our privacy statement, where you can see what changed from one to another.",
	again:   "A consent belongs to the version you saw. If we change something that matters to what you said yes to, we ask you again.",
	changes: "New in this version: {changes}",
}
