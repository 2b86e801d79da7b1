import './fake-child.mjs';
