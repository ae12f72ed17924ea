package core

import "latchkey/app/doctor"

func (d *diagnosis) appChecks() []doctor.Check { return nil }
