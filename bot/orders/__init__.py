"""What commands ask to be written: by themselves, or by the running bot through its door."""
