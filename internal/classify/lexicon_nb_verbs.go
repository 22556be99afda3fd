package classify

import "slices"

var bokmal = lexicon{inBokmal, bokmalVerbs, slices.Concat(bokmalWords, bokmalFrames)}

// imperative | infinitive | present | participle, past | passive | noun
var bokmalVerbs = []verbs{
	{erase, `slett, slet | slette, slete, sltte, slette bort | sletter | slettet, sletta, slettede | slettes | sletting,
		slettingen, slettinga, sletning, slettning, slettelse`},
	{erase, `fjern, fjærn | fjerne, fjærne | fjerner, fjærner | fjernet, fjerna, fjærnet | fjernes, fjærnes | fjerning,
		fjerningen`},
	{erase, `ta bort, ta vekk | ta bort, ta vekk | tar bort, tar vekk | tatt bort, tatt vekk | tas bort, tas vekk |`},
	{erase, `makuler, anonymiser, destruer, utslett, visk ut, glem meg, stryk | makulere, anonymisere, destruere,
		utslette, viske ut, glemme meg, bli kvitt, kvitte dere med, stryke | makulerer, anonymiserer, destruerer,
		kvitter dere med | makulert, anonymisert, destruert, utslettet, visket ut, bli glemt, blir glemt, strøket |
		makuleres, anonymiseres, destrueres, glemmes, strykes | makulering, anonymisering, destruering`},
	{erase, `ta … ut av, rydd … ut, kast … ut, få … ut av systemet | ta … ut av, rydde … ut, få … ut av systemet, kaste … ut, rydde … vekk, luke … ut |
		tar … ut av, rydder … ut | tatt … ut av, ryddet … ut, ut av systemet, ut av basen, ut av registeret | skal ut, må ut,
		skal bort, må bort, skal vekk, må vekk, skal slettes, må slettes |`},
	{erase, `få … bort, få … vekk, ta … bort, ta … vekk | ta … bort, ta … vekk, få … bort, få … vekk, ha … bort,
		ha … vekk, fås bort, forsvinne, kaste, tømme | tar … bort, tar … vekk, forsvinner, kaster | tatt … bort,
		tatt … vekk, bort, vekk, borte, kastet | tas … bort, tas … vekk, kastes |`},
	{erase, `| | | | | slettebegjæring, sletteforespørsel, slettekrav, sletteanmodning, slettingskrav, slettingsbegjæring`},
	{keep, `lagre, oppbevar, behold | lagre, oppbevare, beholde, ha, sitte på, stå, være registrert, registrere, være,
		ligge, arkivere, huske | lagrer, oppbevarer, beholder, sitter på, sitter med, sitter inne med, står,
		registrerer, vet, besitter, ligger, arkiverer, har liggende | lagret, lagra, oppbevart, beholdt, registrert,
		arkivert, notert, samlet, samlet inn, innhentet, liggende | lagres, oppbevares, registreres, finnes |
		lagring, lagringen, oppbevaring`},
	{correct, `rett på, rett opp, korriger, endre, oppdater, rediger, bytt, bytt ut, ret opp, fiks, endr, rett opp i,
		omgjør, før opp | rette dette, rette det, rette opp, korrigere, endre, oppdatere, redigere, bytte, bytte ut,
		fikse, rette på, få rettet, justere, føre opp | retter opp, korrigerer, endrer, oppdaterer, bytter | rettet,
		rettet opp, korrigert, endret, oppdatert, byttet, byttet ut, fikset, justert | rettes, korrigeres, endres,
		oppdateres, rettes opp, byttes | retting, rettelse, rettinga, korrigering, korreksjon, endring, oppdatering,
		rettelser`},
	{correct, `rett dette, rett det, rett den, rett disse |||| |`},
	{correct, `legg … inn, før … inn, rett … opp | legge … inn, føre … inn, rette … opp, rette, få … rettet, ordne | legger … inn, retter … opp | rettet … opp ||`},
	{restrict, `begrens, avgrens, frys, sperr, blokker | begrense, avgrense, fryse, sperre, blokkere, legge på is |
		begrenser, avgrenser, fryser, sperrer | begrenset, avgrenset, fryst, frosset, sperret, blokkert,
		lagt på is | begrenses, avgrenses, fryses, sperres | begrensning, avgrensning, begrensing, avgrensing,
		frysing, sperring, begrensninger`},
	{restrict, `lås, sett … på pause, sett … på vent, legg … på is | låse, sette … på pause, sette … på vent, legge … på is | låser |
		låst, satt … på pause, lagt … på is | låses |`},
	{restrict, `| bare lagre, kun lagre, kun oppbevare, bare oppbevare ||| kun lagres, bare lagres, kun oppbevares, bare oppbevares |`},
	{protest, `protester | protestere, motsette meg, reservere meg, innvende, frabe meg, ha meg frabedt, be meg frabedt | protesterer, motsetter meg,
		reserverer meg, innvender, setter meg imot, setter meg mot, frabeder meg, betakker meg for, frabeder |
		reservert meg, protestert, frabedt | | protest, innsigelse, innsigelser, innvending, reservasjon, motsettelse`},
	{stop, `ingen flere, nei til, nei takk til, slutt, stopp, stans, opphør, avslutt, hold opp | slutte, stoppe, stanse,
		opphøre, avslutte, slippe, holde opp | slutter, stopper, stanser | sluttet, stoppet, stanset | stoppes,
		stanses |`},
	{give, `send, gi, utlever, oversend, vis, fremlegg, skaff, lever ut, ettersend | sende, gi, utlevere, oversende,
		vise, fremlegge, skaffe, levere ut, tilsende, oppgi | sender, gir, utleverer | sendt, tilsendt, utlevert,
		oversendt, mottatt, gitt | sendes, utleveres, oversendes, tilsendes | utlevering, oversendelse, oversending`},
	{see, `| se, vite, få vite, lese, ha tilgang til, motta, få tilsendt, få utlevert, få kopi | ser | | | kopi,
		kopier, kopien, utskrift, utskrifter, oversikt, tilgang`},
	{insight, `| | | | | innsyn, innsynet, insynn, innsyns, innsynsbegjæring, innsynskrav, innsynsforespørsel, innsynsrett,
		innsynsretten`},
	{forgotten, `| | | | | rett til å bli glemt, retten til å bli glemt, rett til å bli slettet, retten til å bli slettet,
		rett til å glemmes`},
	{article, "||||| artikkel, art, artikkelen, artikler, artiklene, artt, artikel, artikkl"},
	{move, `overfør, eksporter, flytt, porter | overføre, eksportere, flytte, portere, laste ned, ta med meg, ta med |
		overfører, eksporterer, flytter | overført, eksportert, flyttet | overføres, eksporteres, flyttes |
		overføring, eksport, eksportering, dataeksport`},
	{takeBack, `trekk, trekk tilbake, tilbakekall, opphev, annuller | trekke, trekke tilbake, tilbakekalle, oppheve,
		ta tilbake, angre, angre på, fjerne, annullere | trekker, trekker tilbake, tilbakekaller, opphever, angrer,
		angrer på, tar tilbake, sier opp, annullerer | trukket, trukket tilbake, tilbakekalt, opphevet | trekkes,
		tilbakekalles, trekkes tilbake | tilbaketrekking, tilbaketrekning, tilbakekalling, tilbakekall,
		tilbaketrekkingen, tilbaketrekkelse`},
	{takeBack, `| trekke … tilbake, ta … tilbake | trekker … tilbake, tar … tilbake ||| `},
	{use, `bruk, behandl, del, selg, analyser, profiler, utnytt | bruke, behandle, dele, selge, videreformidle,
		analysere, profilere, utnytte, gi videre, videreselge, la | bruker, behandler, deler, selger,
		videreformidler, profilerer | brukt, behandlet, delt, solgt, videreformidlet, gitt videre, gitt | brukes,
		behandles, deles, selges |`},
	{use, `gi … videre, send … videre, spre | gi … videre, sende … videre, spre, være med på, delta i, bli brukt |
		gir … videre, sender … videre | gitt … videre, sendt … videre ||`},
	{use, `rør, rør ved | røre, røre ved ||||`},
	{use, `vis | vise, legge ut, publisere | viser, legger ut | vist, la ut, lagt ut, publisert, publiserte | vises, publiseres |`},
	{subscribe, `||| meldt meg av, avmeldt meg, sagt nei takk til ||`},
	{use, `||| delte, solgte, brukte, videresendte ||`},
	{contact, `kontakt, ring, mas, spam, plag, ta kontakt | kontakte, ringe, mase, ta kontakt, spamme, plage, høre fra |
		kontakter, ringer, maser, tar kontakt | kontaktet, ringt, oppringt | kontaktes |`},
	{agree, "| samtykke, godta | samtykker, godtar, gir samtykke | samtykket, samtykka ||"},
	{closeDown, `avslutt, lukk, steng, deaktiver, si opp, avregistrer, meld meg ut, skjul | avslutte, lukke, stenge,
		deaktivere, si opp, avregistrere, melde meg ut, skjule | avslutter, lukker, stenger, deaktiverer,
		avregistrerer, melder meg ut | avsluttet, lukket, stengt, deaktivert, sagt opp, avregistrert | avsluttes,
		lukkes, stenges, deaktiveres | avslutning, deaktivering, avregistrering, stenging`},
	{subscribe, `meld meg av, avmeld, avmeld meg, meld av, avbestill, ta meg av | melde meg av, melde av, avmelde,
		avbestille | melder meg av, avmelder | avmeldt, meldt av, tatt av, avbestilt | | avmelding, avmelding fra`},
}
