"""The feeds door: iCal and feeds for calendars and readers."""
