export { didYouMean, meant } from '../rules/suggest.ts'
