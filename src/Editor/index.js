import { Desk } from './page/desk.js';
import './styles/editor.css';

const root = document.getElementById('editor');
const draft = document.getElementById('draft');
if (root && draft) {
  void Desk.open(root, JSON.parse(draft.textContent ?? '{}'));
}
