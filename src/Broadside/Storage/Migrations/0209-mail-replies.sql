-- What a server said may name a reader, and outlived them. From here on the name before the @ is left out when it is written.
UPDATE deliveries SET reply = NULL WHERE reply LIKE '%@%';
UPDATE delivery_attempts SET reply = NULL WHERE reply LIKE '%@%';
