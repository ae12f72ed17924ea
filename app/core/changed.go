package core

// changedSince is what is other than when it last worked.
func (c *Core) changedSince(*diagnosis) []ChangedAnswer { return []ChangedAnswer{} }
