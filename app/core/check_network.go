package core

import "latchkey/app/doctor"

func (d *diagnosis) networkChecks() []doctor.Check { return nil }
