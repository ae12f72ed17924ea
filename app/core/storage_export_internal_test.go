package core

// AtStep calls seen at each step of a move.
func (c *Core) AtStep(seen func(step string)) { c.atStep = seen }
