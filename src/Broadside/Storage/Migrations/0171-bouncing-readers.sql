CREATE INDEX subscribers_bouncing ON subscribers (number) WHERE soft_bounces > 0;
