import { TooManyUploads } from './prompts.errors.js';
import { UploadPlaces } from './upload-places.js';

test('two uploads at once of one person, and one more when one of them is over', () => {
  const places = new UploadPlaces();
  const leave = places.take('ann');
  places.take('ann');
  expect(() => places.take('ann')).toThrow(TooManyUploads);
  leave();
  places.take('ann');
  expect(() => places.take('ann')).toThrow(TooManyUploads);
});

test('eight of all people', () => {
  const places = new UploadPlaces();
  const leave = ['a', 'b', 'c', 'd'].flatMap((who) => [places.take(who), places.take(who)]);
  expect(() => places.take('e')).toThrow(TooManyUploads);
  leave[0]!();
  places.take('e');
  expect(() => places.take('a')).toThrow(TooManyUploads);
});
