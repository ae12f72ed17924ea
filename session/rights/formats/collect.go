package formats

import "latchkey/session/rights"

// collected are rights that may be named more than once, as the same name does for a role and for a group. Each stands once, where
// it was named first; it is granted when one of them is.
type collected struct {
	rights []rights.Right
	at     map[string]int
}

// collect makes room for about so many rights, within what an answer may be.
func collect(count int) *collected {
	count = min(count, maxRights)
	return &collected{rights: make([]rights.Right, 0, count), at: make(map[string]int, count)}
}

// add fails when there would be too many.
func (c *collected) add(right rights.Right) error {
	if i, known := c.at[right.ID]; known {
		if right.State == rights.Granted && c.rights[i].State != rights.Granted {
			c.rights[i] = right
		}
		return nil
	}
	if len(c.rights) == maxRights {
		return errTooMany
	}
	c.at[right.ID] = len(c.rights)
	c.rights = append(c.rights, right)
	return nil
}
