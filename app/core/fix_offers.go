package core

// Offers says whether ApplyFix does a fix by itself, or at least opens the page
// for it: only then is there something to ask a person about. nil is none.
func Offers(fix *FixAnswer) bool {
	if fix == nil {
		return false
	}
	row, known := fixRowOf(fix.ID)
	return known && row.applied && (row.id != MendOpenLink || fix.Address != "")
}

// RequestOf is what ApplyFix needs to do a fix.
func RequestOf(fix FixAnswer, account, language string) FixRequest {
	return FixRequest{ID: fix.ID, Argument: fix.Argument, Address: fix.Address, Account: account, Language: language}
}
