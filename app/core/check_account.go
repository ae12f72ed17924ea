package core

import "latchkey/app/doctor"

func (d *diagnosis) accountChecks() []doctor.Check { return nil }
