package demo

import "ordholden/internal/gdpr"

// text is what the pages say.
type text struct {
	Home, Jobs, Welcome, WelcomeIs, JobsAre, Chat, Cookies, Back, Privacy, Own     string
	Panel, PanelIs, PanelCookies, PanelRequests, PanelTags, PanelNothing, NoBanner string
}

var texts = map[gdpr.Language]text{
	gdpr.Bokmal: {
		Home: "Forsiden", Jobs: "Ledige stillinger", Welcome: "Velkommen",
		WelcomeIs: "Denne siden er et eksempel på selskapets eget nettsted. Alt her er til utprøving: skriptene for statistikk, varmekart og chat er harmløse stedfortredere som setter nøyaktig de informasjonskapslene som er oppgitt.",
		JobsAre:   "Her kunne det ha stått stillinger. Siden er til for å se hva som skjer når du går fra side til side.",
		Chat:      "Chat", Cookies: "Informasjonskapsler", Back: "Trekk tilbake samtykket", Privacy: "Personvern", Own: "Dine opplysninger",
		Panel: "Hva nettleseren gjør akkurat nå", PanelIs: "Listene viser det som ligger her og det som er hentet. Før du har svart, skal de to første være tomme.",
		PanelCookies: "Informasjonskapsler", PanelRequests: "Hentet fra andre", PanelTags: "Sagt til Google", PanelNothing: "Ingenting",
		NoBanner: "Banneret er ikke å få tak i:",
	},
	gdpr.Nynorsk: {
		Home: "Framsida", Jobs: "Ledige stillingar", Welcome: "Velkommen",
		WelcomeIs: "Denne sida er eit døme på nettstaden til selskapet. Alt her er til utprøving: skripta for statistikk, varmekart og chat er harmlause stadfortredarar som set nøyaktig dei informasjonskapslane som er oppgitte.",
		JobsAre:   "Her kunne det ha stått stillingar. Sida er til for å sjå kva som skjer når du går frå side til side.",
		Chat:      "Chat", Cookies: "Informasjonskapslar", Back: "Trekk tilbake samtykket", Privacy: "Personvern", Own: "Opplysningane dine",
		Panel: "Kva nettlesaren gjer akkurat no", PanelIs: "Listene viser det som ligg her og det som er henta. Før du har svart, skal dei to første vere tomme.",
		PanelCookies: "Informasjonskapslar", PanelRequests: "Henta frå andre", PanelTags: "Sagt til Google", PanelNothing: "Ingenting",
		NoBanner: "Banneret er ikkje å få tak i:",
	},
	gdpr.English: {
		Home: "Home", Jobs: "Open positions", Welcome: "Welcome",
		WelcomeIs: "This page is an example of the company's own site. Everything here is for trying things out: the scripts for statistics, heat maps and chat are harmless stand-ins that set exactly the cookies that are declared.",
		JobsAre:   "Positions could have stood here. The page is for seeing what happens as you go from page to page.",
		Chat:      "Chat", Cookies: "Cookies", Back: "Withdraw consent", Privacy: "Privacy", Own: "Your data",
		Panel: "What the browser does right now", PanelIs: "The lists show what lies here and what has been fetched. Until you answer, the first two must be empty.",
		PanelCookies: "Cookies", PanelRequests: "Fetched from others", PanelTags: "Said to Google", PanelNothing: "Nothing",
		NoBanner: "The banner cannot be had:",
	},
}
