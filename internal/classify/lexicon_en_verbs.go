package classify

import "slices"

var english = lexicon{inEnglish, englishVerbs, slices.Concat(englishWords, englishFrames)}

// imperative | infinitive | present | past, participle | | noun and -ing
var englishVerbs = []verbs{
	{erase, `delete, delet, deleet, remove, erase, wipe, purge, destroy, scrub, anonymise, anonymize, get rid of,
		expunge, obliterate, dispose of, take down, forget me| delete, delet, deleet, remove, erase, wipe, purge,
		destroy, scrub, anonymise, anonymize, get rid of, expunge, obliterate, dispose of, take down, forget me|
		deletes, removes, erases | deleted, removed, erased, wiped, purged, destroyed, scrubbed, anonymised,
		anonymized, be forgotten, expunged, taken down, erazed| | deletion, deleting, erasure, removal, removing,
		erasing, destruction, erazure, deletions`},
	{erase, `get … out of your, take … down, take … off your, clear out | get … out of your, take … down, disappear,
		clear out, shred, bin | disappears | gone, binned, shredded, out of your || erased`},
	{keep, `preserve, leave | preserve | preserves | preserved || `},
	{keep, `keep, store, hold, retain | keep, store, hold, retain, have, collect, collected, be registered,
		stay registered, save, maintain, process, possess, know, have on file, got| keeps, stores, holds, retains,
		have, has, process | kept, stored, held, retained, collected, on file, saved, registered, recorded | |
		storage, retention, keeping, storing, holding`},
	{correct, `correct, update, amend, change, rectify, fix, edit | correct, update, amend, change, rectify, fix, edit |
		corrects | corrected, updated, amended, changed, rectified, fixed, edited| | correction, rectification,
		update, amendment, correcting, updating, corrections`},
	{correct, `put … in, put … right, sort out | put … in, put … right, sort out, swap | | put right || `},
	{restrict, `restrict, limit, freeze, suspend, block, pause | restrict, limit, freeze, suspend, block, pause |
		restricts | restricted, limited, frozen, suspended, blocked, paused | | restriction, limitation,
		restricting, limiting, suspension`},
	{restrict, `lock, put … on hold, put … on ice | lock, put … on hold, put … on ice || locked, on hold || pause`},
	{restrict, `only store, merely store, only keep | only store, merely store, only keep || only stored, merely stored ||`},
	{protest, `object, object to | object, object to, opt out, opt out of, oppose | objects, am opposed to, opposed to | objected, opted out | |
		objection, objections, objecting, opt-out, optout, opposition, opting out`},
	{stop, `no more, stop, cease, quit, discontinue, refrain, desist | stop, cease, quit, discontinue, refrain | stops |
		stopped, ceased | |`},
	{give, `send, give, provide, share with me, supply, forward, disclose, tell, show, furnish, email | send, give,
		provide, supply, disclose, show, furnish, release| sends | sent, provided, given, supplied | | sending,
		providing, giving`},
	{see, `see | see, access, view, inspect, be told, receive, obtain, get, be given, be sent | sees | | | access,
		copy, copies, overview, printout`},
	{insight, `| | | | | sar, dsar, dsars, subject access request, subject access, data access request, right of access,
		data subject access request, access request`},
	{forgotten, `| | | | | right to be forgotten, right to erasure, right of erasure, right to deletion, right to be deleted`},
	{article, "||||| article, articles, art, arts, artcle"},
	{move, `transfer, export, port, move, transmit, download | transfer, export, port, move, transmit, download, take |
		transfers | transferred, exported, ported, moved, transmitted | | transfer, export, porting, exporting,
		transferring`},
	{takeBack, `withdraw, revoke, rescind, cancel, retract, take back | withdraw, revoke, rescind, cancel, retract,
		take back, pull, undo, regret | withdraws | withdrawn, revoked, rescinded, cancelled | | withdrawal,
		withdrawing, revocation, revoking, retraction`},
	{takeBack, `take … back | take … back, pull … back | ||| `},
	{use, `use, process, share, sell, profile, track, pass on, disclose, analyze, analyse, hand over | use, process,
		share, sell, profile, track, pass on, disclose, analyze, analyse, hand over | uses | used, processed,
		shared, sold | | using, processing, sharing, selling, profiling, tracking, passing, disclosing`},
	{use, `pass … on, hand … over | pass … on, hand … over, be part of, take part in || passed … on ||`},
	{subscribe, `exclude me, leave me out, count me out, leave me out of | exclude me, leave me out || ||`},
	{use, `touch | touch || touched ||`},
	{use, `publish, post, show | publish, post, show || published, posted, shown, put online ||`},
	{contact, `contact, call, email, mail, bother, spam, text, message, write | contact, call, email, bother, spam, text,
		message | contacts | contacted | | contacting, calling, emailing, spamming, texting, bothering, messaging,
		mailing`},
	{agree, "| consent, agree | consents | consented, agreed || consenting"},
	{closeDown, `close, deactivate, terminate, cancel, shut down, deregister, disable | close, deactivate, terminate, cancel,
		shut down, deregister, disable | | closed, deactivated, terminated, cancelled, deregistered | | closure,
		deactivation, closing`},
	{subscribe, `unsubscribe, unsuscribe, unsubcribe, opt me out, take me off, opt out | unsubscribe, opt out, take me off,
		be taken off | | unsubscribed, taken off, opted out | | unsubscribing, unsubscription`},
}
