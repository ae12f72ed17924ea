package browser

// Look says whether [Open] would find an opener now, without starting one. An
// opener can still fail when it is started. Errors: [ErrNoBrowser], [ErrTextBrowser].
func Look() error { return look() }
