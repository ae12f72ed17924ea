package core

import "latchkey/app/doctor"

func (d *diagnosis) storageChecks() []doctor.Check { return nil }
