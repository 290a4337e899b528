"""The always-on voice of the calls agent: Twilio Media Streams in, speech out."""
