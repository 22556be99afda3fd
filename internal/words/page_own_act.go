package words

import "ordholden/internal/gdpr"

// What people can do on their own page.
var (
	OwnDo = text("Dette kan du gjøre", "Dette kan du gjere", "What you can do")

	OwnCorrect        = text("Rett dette", "Rett dette", "Correct this")
	OwnCorrectTo      = text("{field} skal være", "{field} skal vere", "{field} should be")
	OwnCorrectSubmit  = text("Send rettingen", "Send rettinga", "Send the correction")
	OwnCorrectMissing = text("Fyll ut noe som mangler", "Fyll ut noko som manglar", "Fill in something that is missing")
	OwnCorrectAtOnce  = text(
		"Vi retter det med en gang, og sier fra til dem som har fått opplysningen.",
		"Vi rettar det med ein gong, og seier frå til dei som har fått opplysninga.",
		"We correct it at once, and tell everybody who has received the data.")
	OwnCorrectByStaff = text(
		"Et menneske ser på det, og du får svar innen fristen. Retter vi det, sier vi fra til dem som har fått opplysningen.",
		"Eit menneske ser på det, og du får svar innan fristen. Rettar vi det, seier vi frå til dei som har fått opplysninga.",
		"A person looks at it, and you get an answer within the deadline. If we correct it, we tell everybody who has received the data.")

	OwnCopy      = text("Last ned alt", "Last ned alt", "Download everything")
	OwnCopyPlain = text(
		"Få alt vi har om deg i én fil: til å lese, og til å ta med deg.",
		"Få alt vi har om deg i éi fil: til å lese, og til å ta med deg.",
		"Get everything that we hold on you in one file: to read, and to take with you.")
	OwnCopyWhat = text(
		"Du får en zip-fil. Der ligger en side du kan lese, de samme opplysningene i et format som maskiner leser (JSON), og filene dine.",
		"Du får ei zip-fil. Der ligg ei side du kan lese, dei same opplysningane i eit format som maskiner les (JSON), og filene dine.",
		"You get a zip file. It has a page that you can read, the same data in a format that machines read (JSON), and your files.")
	OwnCopyReview = text(
		"I søknader kan det stå noe om andre enn deg. Derfor leser et menneske gjennom kopien først. Du får en e-post når den er klar, og senest innen én måned.",
		"I søknader kan det stå noko om andre enn deg. Difor les eit menneske gjennom kopien først. Du får ein e-post når han er klar, og seinast innan éin månad.",
		"Applications may say something about others than you. So a person reads the copy first. You get an email when it is ready, and within one month at the latest.")
	OwnCopyPortableWhat = text(
		"Det du selv har gitt oss, kan du hente nå, i et format som maskiner leser (JSON), med filene dine. Kopien av alt leser et menneske gjennom først, fordi det kan stå noe der om andre enn deg: be om den, så får du en e-post når den er klar, og senest innen én måned.",
		"Det du sjølv har gitt oss, kan du hente no, i eit format som maskiner les (JSON), med filene dine. Kopien av alt les eit menneske gjennom først, fordi det kan stå noko der om andre enn deg: be om han, så får du ein e-post når han er klar, og seinast innan éin månad.",
		"What you gave us yourself you can fetch now, in a format that machines read (JSON), with your files. A person reads the copy of everything first, because it may say something about others than you: ask for it, and you get an email when it is ready, within one month at the latest.")
	OwnCopyPortable = text("Last ned det du har gitt oss", "Last ned det du har gitt oss", "Download what you gave us")
	OwnCopySubmit   = text("Last ned alt", "Last ned alt", "Download everything")
	OwnCopyAsk      = text("Be om kopien", "Be om kopien", "Ask for the copy")

	OwnRestrict      = text("Stans bruken", "Stans bruken", "Stop the use")
	OwnRestrictPlain = text(
		"La opplysningene bli liggende ubrukt, for eksempel mens noe avklares.",
		"La opplysningane bli liggjande ubrukte, til dømes medan noko blir avklart.",
		"Have the data kept but not used, for example while something is cleared up.")
	OwnRestrictWhat = text(
		"Fra nå av er alt bare lagret. Ingen hos oss kan bruke det, og det slettes ikke av seg selv. Vi sier fra til dem som har fått opplysningene. Før vi tar noe i bruk igjen, får du beskjed.",
		"Frå no av er alt berre lagra. Ingen hos oss kan bruke det, og det blir ikkje sletta av seg sjølv. Vi seier frå til dei som har fått opplysningane. Før vi tek noko i bruk igjen, får du beskjed.",
		"From now on, everything is only stored. Nobody here can use it, and it is not deleted by itself. We tell everybody who has received the data. Before we use any of it again, we let you know.")
	OwnNamedByStaff = text(
		"En avtale der du er kontaktperson, gjelder flere enn deg. Om bruken av den også skal stanses, avgjør derfor et menneske, og du får svar innen én måned.",
		"Ein avtale der du er kontaktperson, gjeld fleire enn deg. Om bruken av han òg skal stansast, avgjer difor eit menneske, og du får svar innan éin månad.",
		"An agreement that names you as contact person concerns others too. A person therefore decides whether its use is stopped as well, and you get an answer within one month.")
	OwnRestrictSubmit = text("Stans bruken", "Stans bruken", "Stop the use")

	OwnObject      = text("Protester", "Protester", "Object")
	OwnObjectPlain = text(
		"Si nei til markedsføring, eller til alt vi bruker opplysningene til.",
		"Sei nei til marknadsføring, eller til alt vi bruker opplysningane til.",
		"Say no to marketing, or to everything that we use the data for.")
	OwnObjectWhat = text(
		"Mot markedsføring virker protesten med en gang, og uten at du trenger å grunngi den.",
		"Mot marknadsføring verkar protesten med ein gong, og utan at du treng å grunngi han.",
		"Against marketing the objection works at once, and you need not say why.")
	OwnObjectTo             = text("Hva protesterer du mot?", "Kva protesterer du mot?", "What do you object to?")
	OwnObjectMarketing      = text("Markedsføring", "Marknadsføring", "Marketing")
	OwnObjectMarketingPlain = text(
		"Vi stanser den nå, og husker at du ikke vil ha den.",
		"Vi stansar marknadsføringa no, og hugsar at du ikkje vil ha ho.",
		"We stop it now, and remember that you do not want it.")
	OwnObjectAll      = text("Alt", "Alt", "Everything")
	OwnObjectAllPlain = text(
		"Også markedsføring. Resten stanser vi mens et menneske vurderer protesten din, og du får svar innen én måned. Får du medhold, sletter vi opplysningene.",
		"Marknadsføring òg. Resten stansar vi medan eit menneske vurderer protesten din, og du får svar innan éin månad. Får du medhald, slettar vi opplysningane.",
		"Marketing too. We stop the rest while a person considers your objection, and you get an answer within one month. If we agree with you, we delete the data.")
	OwnObjectText     = text("Hvorfor?", "Kvifor?", "Why?")
	OwnObjectTextHint = text(
		"Hva er det i situasjonen din som gjør at du protesterer? Ikke skriv fødselsnummer.",
		"Kva er det i situasjonen din som gjer at du protesterer? Ikkje skriv fødselsnummer.",
		"What in your situation makes you object? Do not write your national identity number.")
	OwnObjectSubmit = text("Send protesten", "Send protesten", "Send the objection")

	OwnErase      = text("Slett alt", "Slett alt", "Delete everything")
	OwnErasePlain = text(
		"Be om at alt vi har om deg, blir slettet.",
		"Be om at alt vi har om deg, blir sletta.",
		"Ask for everything that we hold on you to be deleted.")
	OwnEraseAlone = text(
		"Vi sletter opplysningene, filene og nøkkelen de er kryptert med. Det kan ikke gjøres om.",
		"Vi slettar opplysningane, filene og nøkkelen dei er krypterte med. Det kan ikkje gjerast om.",
		"We delete the data, the files and the key that they are encrypted with. It cannot be undone.")
	OwnEraseNotice = text(
		"Først sender vi e-post til alle adressene vi har for deg, så ingen sletter det i ditt navn uten at du får vite det.",
		"Først sender vi e-post til alle adressene vi har for deg, så ingen slettar det i ditt namn utan at du får vite det.",
		"First we email every address that we have for you, so that nobody deletes it in your name without your knowing.")
	OwnEraseCooling = text(
		"I {hours} timer etterpå kan du stanse det, fra e-posten eller her. Så sletter vi.",
		"I {hours} timar etterpå kan du stanse det, frå e-posten eller her. Så slettar vi.",
		"For {hours} hours after that you can stop it, from the email or here. Then we delete.")
	OwnEraseStaff = text(
		"Et menneske ser på forespørselen først. Du får svar innen én måned.",
		"Eit menneske ser på førespurnaden først. Du får svar innan éin månad.",
		"A person looks at the request first. You get an answer within one month.")
	OwnEraseTell = text(
		"Vi sier fra til dem som har fått opplysningene, og du får en attest på hva som er slettet.",
		"Vi seier frå til dei som har fått opplysningane, og du får ein attest på kva som er sletta.",
		"We tell everybody who has received the data, and you get a certificate of what is deleted.")
	OwnEraseNow = text(
		"Vi sletter i løpet av et par minutter, for vi har ingen søknad, profil eller avtale som gjelder deg. Du får en attest på hva som er slettet.",
		"Vi slettar i løpet av eit par minutt, for vi har ingen søknad, profil eller avtale som gjeld deg. Du får ein attest på kva som er sletta.",
		"We delete within a few minutes, for we hold no application, profile or agreement that concerns you. You get a certificate of what is deleted.")
	OwnEraseAfter = text(
		"Etterpå kan vi fortsatt vise at noen har bedt om noe eller samtykket til noe, men ikke hvem. Har du sagt nei til markedsføring, husker vi det ved et tall som er regnet ut fra adressen.",
		"Etterpå kan vi framleis vise at nokon har bede om noko eller samtykt til noko, men ikkje kven. Har du sagt nei til marknadsføring, hugsar vi det ved eit tal som er rekna ut frå adressa.",
		"After that we can still show that somebody asked for something or consented to something, but not who. If you have said no to marketing, we remember it by a number that is computed from the address.")
	OwnEraseKept  = text("Dette må vi beholde", "Dette må vi ta vare på", "This we have to keep")
	OwnEraseLater = text("Vil du ha en kopi, last den ned først.", "Vil du ha ein kopi, last han ned først.", "If you want a copy, download it first.")
	OwnEraseYes   = text("Slett alt om meg", "Slett alt om meg", "Delete everything that you hold on me")

	OwnStop = text("Stans slettingen", "Stans slettinga", "Stop the deletion")
)

// ownDone are what a person is told who has just done something.
var ownDone = [...]struct {
	what     string
	sentence gdpr.Text
}{
	{"withdrawn", text(
		"Samtykket er trukket tilbake. Vi bruker ikke lenger opplysningene til dette.",
		"Samtykket er trekt tilbake. Vi bruker ikkje lenger opplysningane til dette.",
		"The consent is withdrawn. We no longer use the data for this.")},
	{"affirmed", text(
		"Svarene dine er lagret. Du får en e-post om det.",
		"Svara dine er lagra. Du får ein e-post om det.",
		"Your answers are stored. You get an email about it.")},
	{"reduced", text(
		"Det du valgte, er trukket tilbake. Resten av samtykket gjelder som før. Du får en e-post om det.",
		"Det du valde, er trekt tilbake. Resten av samtykket gjeld som før. Du får ein e-post om det.",
		"What you chose is withdrawn. The rest of the consent counts as before. You get an email about it.")},
	{"renewed", text(
		"Vi tar vare på profilen videre. Du får en e-post om det.",
		"Vi tek vare på profilen vidare. Du får ein e-post om det.",
		"We go on keeping the profile. You get an email about it.")},
	{"stopped", text(
		"Slettingen er stanset. Ingenting er slettet.",
		"Slettinga er stansa. Ingenting er sletta.",
		"The deletion is stopped. Nothing is deleted.")},
}

// OwnDone is what a person is told who has just done something; "" where that is nothing known.
func OwnDone(what string, l gdpr.Language) string {
	for _, w := range ownDone {
		if w.what == what {
			return w.sentence.In(l)
		}
	}
	return ""
}

// What became of a case that the person has just begun.
var (
	OwnLodged = text(
		"Vi har registrert det som sak {case}. Du får svar senest {day}, og en e-post om saken nå.",
		"Vi har registrert det som sak {case}. Du får svar seinast {day}, og ein e-post om saka no.",
		"We have registered it as case {case}. You get an answer by {day}, and an email about the case now.")
	OwnSettled = text(
		"Det er gjort. Du finner det som sak {case} her, og får det på e-post.",
		"Det er gjort. Du finn det som sak {case} her, og får det på e-post.",
		"It is done. You find it as case {case} here, and get it by email.")
	OwnWeighed = text(
		"Bruken er stanset. Vi vurderer protesten, og du får svar senest {day}. Saken har nummer {case}.",
		"Bruken er stansa. Vi vurderer protesten, og du får svar seinast {day}. Saka har nummer {case}.",
		"The use is stopped. We consider the objection, and you get an answer by {day}. The case has the number {case}.")
	OwnTelling = text(
		"Det er gjort. Nå sier vi fra til dem som har fått opplysningene, og du får svar på e-post senest {day}. Saken har nummer {case}.",
		"Det er gjort. No seier vi frå til dei som har fått opplysningane, og du får svar på e-post seinast {day}. Saka har nummer {case}.",
		"It is done. Now we tell everybody who has received the data, and you get an answer by email by {day}. The case has the number {case}.")
	OwnAnnounced = text(
		"Slettingen er meldt til alle adressene vi har for deg. Den skjer {time}, eller litt senere om du har bedt om en kopi. Til da kan du stanse den, fra e-posten eller i sak {case} her.",
		"Slettinga er meld til alle adressene vi har for deg. Ho skjer {time}, eller litt seinare om du har bede om ein kopi. Til då kan du stanse ho, frå e-posten eller i sak {case} her.",
		"The deletion is announced to every address that we have for you. It happens {time}, or a little later if you have asked for a copy. Until then you can stop it, from the email or in case {case} here.")
	OwnJoined = text(
		"Det har du bedt om før, og saken er åpen. Du får ett svar på begge.",
		"Det har du bede om før, og saka er open. Du får eitt svar på begge.",
		"You have asked for that before, and the case is open. You get one answer to both.")
	OwnReviewed = text(
		"Et menneske leser gjennom kopien først. Du får en e-post når den er klar, senest {day}. Saken har nummer {case}.",
		"Eit menneske les gjennom kopien først. Du får ein e-post når han er klar, seinast {day}. Saka har nummer {case}.",
		"A person reads the copy first. You get an email when it is ready, by {day} at the latest. The case has the number {case}.")
)
