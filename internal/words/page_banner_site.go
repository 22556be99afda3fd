package words

// The page for those who build a controller's own site, and load the banner there.
var (
	BannerPageTitle = text("Banneret for nettstedet", "Banneret for nettstaden", "The banner for the website")
	BannerPageLead  = text(
		"For deg som lager nettstedet til {name}. Én linje henter banneret. Ordene, formålene og informasjonskapslene kommer fra personvernerklæringen, og hvert valg blir lagret som bevis.",
		"For deg som lagar nettstaden til {name}. Éi linje hentar banneret. Orda, formåla og informasjonskapslane kjem frå personvernerklæringa, og kvart val blir lagra som bevis.",
		"For those who build the website of {name}. One line loads the banner. Its words, purposes and cookies come from the privacy statement, and each choice is stored as proof.")

	BannerPageLoad      = text("Hent banneret", "Hent banneret", "Load the banner")
	BannerPageLoadPlain = text(
		"Ta denne linjen. Den henter alltid det nyeste banneret, så ingenting slutter å virke når vi endrer et ord, en informasjonskapsel eller en feil. Siden venter ikke på det.",
		"Ta denne linja. Ho hentar alltid det nyaste banneret, så ingenting sluttar å verke når vi endrar eit ord, ein informasjonskapsel eller ein feil. Sida ventar ikkje på det.",
		"Take this line. It always loads the newest banner, so that nothing stops working when we change a word, a cookie or a fault. The page does not wait for it.")

	BannerPagePin      = text("Banneret låst til en kontrollsum", "Banneret låst til ein kontrollsum", "The banner pinned to a digest")
	BannerPagePinPlain = text(
		"Denne linjen låser banneret til akkurat disse bytene (Subresource Integrity), så nettleseren avviser alt annet. Ulempen: Hver gang vi endrer noe, er nettstedet uten banner til du har byttet linjen. Alt som venter på et ja, står da avslått, og ingen kan trekke et ja tilbake på nettstedet, som de har rett til når som helst (personvernforordningen artikkel 7 nr. 3). Ta den bare hvis noen hos dere bytter linjen samme dag.",
		"Denne linja låser banneret til akkurat desse bytane (Subresource Integrity), så nettlesaren avviser alt anna. Ulempa: Kvar gong vi endrar noko, er nettstaden utan banner til du har bytt linja. Alt som ventar på eit ja, står då avslått, og ingen kan trekkje eit ja tilbake på nettstaden, som dei har rett til når som helst (personvernforordninga artikkel 7 nr. 3). Ta ho berre om nokon hos dykk byter linja same dag.",
		"This line pins the banner to exactly these bytes (Subresource Integrity), so that the browser turns all others down. What it costs: each time we change anything, the site has no banner until you change the line. All that waits for a yes is then off, and nobody can take a yes back on the site, which they have a right to at any time (GDPR Article 7(3)). Take it only if somebody of yours changes the line the same day.")

	BannerPagePolicy      = text("Content Security Policy", "Content Security Policy", "Content Security Policy")
	BannerPagePolicyPlain = text(
		"Dette må nettstedet tillate. Noe innebygd trengs ikke, altså ikke unsafe-inline. Krav om Trusted Types går ikke, for biblioteket i banneret skriver HTML. Send ikke no-referrer for hele nettstedet: Da mangler beviset hvor valget ble gjort, og må sendes to ganger.",
		"Dette må nettstaden tillate. Noko innebygd trengst ikkje, altså ikkje unsafe-inline. Krav om Trusted Types går ikkje, for biblioteket i banneret skriv HTML. Send ikkje no-referrer for heile nettstaden: Då manglar beviset kvar valet vart gjort, og må sendast to gonger.",
		"This is what the website must allow. Nothing inline is needed, so no unsafe-inline. A demand for Trusted Types does not work, because the library in the banner writes HTML. Do not send no-referrer for the whole site: the proof then lacks where the choice was made, and has to be sent twice.")

	BannerPageBlock      = text("La skript og rammer vente", "La skript og rammer vente", "Make scripts and frames wait")
	BannerPageBlockPlain = text(
		"Merk alt som trenger et ja, med formålet. Det blir hentet når svaret er ja, og ellers aldri, også det som kommer på siden senere. Gi rammer bredde og høyde, så siden ikke hopper. Informasjonskapsler som andre nettsteder setter under sitt eget navn, kan ingen side slette: De må ikke slippe til før et ja.",
		"Merk alt som treng eit ja, med formålet. Det blir henta når svaret er ja, og elles aldri, òg det som kjem på sida seinare. Gi rammer breidd og høgd, så sida ikkje hoppar. Informasjonskapslar som andre nettstader set under sitt eige namn, kan inga side slette: Dei må ikkje sleppe til før eit ja.",
		"Mark all that needs a yes with its purpose. It is loaded when the answer is yes, and never otherwise; so is what comes into the page later. Give frames a width and a height, so that the page does not jump. No page can delete cookies that other sites set under their own names: they must not get in before a yes.")

	BannerPageOpen      = text("Vis valgene igjen", "Vis vala igjen", "Show the choices again")
	BannerPageOpenPlain = text(
		"Banneret tegner selv en liten knapp, om siden ikke har en lenke som denne. Lenker til #ordholden åpner dem også. For skript er det tre funksjoner. Den siste sier også fra, med refused.status, når et valg ikke ble lagret som bevis.",
		"Banneret teiknar sjølv ein liten knapp, om sida ikkje har ei lenkje som denne. Lenkjer til #ordholden opnar dei òg. For skript er det tre funksjonar. Den siste seier òg frå, med refused.status, når eit val ikkje vart lagra som bevis.",
		"The banner draws a small button itself, unless the page has a link like this one. Links to #ordholden open them too. For scripts there are three functions. The last also tells, by refused.status, when a choice was not stored as proof.")

	BannerPageMode      = text("Google Consent Mode", "Google Consent Mode", "Google Consent Mode")
	BannerPageModePlain = text(
		"Banneret sier først nei til alt, én gang. Så sier det fra om hvert svar. La Googles skript vente som alle andre, eller si nei i et eget skript før dem: Da sier ikke banneret det igjen. Google Analytics må få cookie_expires: 31536000, så _ga ikke varer lenger enn de 12 månedene som er oppgitt. Google Analytics 4 setter også en informasjonskapsel som begynner på _ga_. Banneret fjerner den sammen med _ga, men den må stå i erklæringen før dere tar den i bruk.",
		"Banneret seier først nei til alt, éin gong. Så seier det frå om kvart svar. La Googles skript vente som alle andre, eller sei nei i eit eige skript før dei: Då seier ikkje banneret det igjen. Google Analytics må få cookie_expires: 31536000, så _ga ikkje varer lenger enn dei 12 månadene som er oppgitt. Google Analytics 4 set òg ein informasjonskapsel som byrjar på _ga_. Banneret fjernar han saman med _ga, men han må stå i erklæringa før de tek han i bruk.",
		"The banner first says no to everything, once. Then it tells of each answer. Make Google's scripts wait like all others, or say no in a script of your own before them: the banner then does not say it again. Google Analytics has to get cookie_expires: 31536000, so that _ga lasts no longer than the 12 months that are declared. Google Analytics 4 also sets a cookie that begins with _ga_. The banner removes it together with _ga, but it has to stand in the statement before you use it.")

	BannerPageSignal      = text("Global Privacy Control", "Global Privacy Control", "Global Privacy Control")
	BannerPageSignalPlain = text(
		"Banneret tar nettleserens signal som et nei. Legg denne filen på nettstedet som /.well-known/gpc.json, så nettlesere og andre kan se det.",
		"Banneret tek signalet frå nettlesaren som eit nei. Legg denne fila på nettstaden som /.well-known/gpc.json, så nettlesarar og andre kan sjå det.",
		"The banner takes the browser's signal for a no. Put this file on the website as /.well-known/gpc.json, so that browsers and others can see it.")

	BannerPageOwn      = text("Klaro eller eget banner", "Klaro eller eige banner", "Klaro or a banner of your own")
	BannerPageOwnPlain = text(
		"Har dere et banner fra før, kan det få valgene lagret her med dette. Da er det banneret deres som spør, venter og rydder.",
		"Har de eit banner frå før, kan det få vala lagra her med dette. Då er det banneret dykkar som spør, ventar og ryddar.",
		"If you have a banner already, this gets its choices stored here. It is then your banner that asks, waits and clears up.")
	BannerPageJSON = text("Alt dette som JSON", "Alt dette som JSON", "All of this as JSON")
)
