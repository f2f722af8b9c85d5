// A module with a name of its own, for the name of its file.
export { default as reasons } from 'virtual:reasons';
